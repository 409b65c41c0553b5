import { encodeTable } from '@latent-paths/data';
import { parquet } from '../../src/commands/formats/parquet.js';

/** Values that a careless writer or reader changes. */
export const COLUMNS: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  trial: ['linear-1', 'ünïcode, "quoted"', '', null],
  seed: [1, -0.5, 1e-300, null],
  trained: [true, false, true, null],
  'reprojection@0.5': [0.1, 1 / 3, 123456789.125, 5e-324],
};

/** The bytes of one table in each form that programs of others read. */
export function tableSamples(): Readonly<Record<string, Uint8Array>> {
  if (parquet.kind !== 'file') throw new Error('table-samples: expected Parquet to be one file, got a folder');
  const columns = Object.entries(COLUMNS).map(([name, values]) => ({
    name,
    values: values.map((value) => value ?? undefined),
  }));
  const encoded = parquet.encode({ columns, trials: none() });
  if (typeof encoded === 'string') throw new Error('table-samples: expected Parquet to be bytes, got text');
  return {
    'table.parquet': encoded,
    'table.arrow': encodeTable({
      columns: {
        pair: { kind: 'int32', data: Int32Array.of(0, -1, 2 ** 31 - 1) },
        alpha: { kind: 'float32', data: Float32Array.of(0, 1 / 3, 1e-45) },
        frame: { kind: 'bytes', width: 4, data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 254, 255) },
      },
      metadata: { shape: '2,2,1', τ: 'ünïcode' },
    }),
  };
}

async function* none(): AsyncGenerator<never> {}

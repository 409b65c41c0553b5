import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeTable, type Column } from '@latent-paths/data';
import { tableFromIPC } from '@uwdata/flechette';
import { parquetReadObjects } from 'hyparquet';
import { list } from '../../../../packages/experiments/src/commands/list.js';
import { table } from '../../../../packages/experiments/src/commands/table.js';
import { fileHashes } from '../../../../packages/experiments/test/remains.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';

export const foreignTables: Fault = {
  about:
    'every Arrow table that a run leaves, and the Parquet that is written of it, read by other readers (Flechette, ' +
    'hyparquet); the same values as our own reader gives',
  needs: [],
  isShort: true,
  async inflict({ tally, unbroken, folder }) {
    const { space } = await unbroken();
    const files = Object.keys(fileHashes(space.results)).filter(
      (name) => /\/x\/|^x\//.test(name) && name.endsWith('.arrow'),
    );
    for (const name of files) {
      const bytes = readFileSync(join(space.results, name));
      const { columns } = decodeTable(name, bytes);
      const read = tableFromIPC(bytes);
      const wrong = Object.entries(columns).find(
        ([column, expected]) => !isSame(Array.from(read.getChild(column)), expected),
      );
      if (read.names.join() !== Object.keys(columns).join())
        tally.lost.push(`${name}: Flechette sees the columns ${read.names.join()}`);
      else if (wrong !== undefined) tally.lost.push(`${name}: Flechette reads other values in ${wrong[0]}`);
      else tally.survived += 1;
    }
    const keys = ['trial', 'seed', 'path.kind', 'optimiser.epsilon', 'reprojection', 'reprojection@0.5', 'startedAt'];
    const out = join(folder, 'table.parquet');
    await invoke(table, ['--to', 'parquet', '--out', out, '--columns', keys.join()], space.store);
    const { trials } = JSON.parse((await invoke(list, ['--json', '--columns', keys.join()], space.store)).out) as {
      trials: { values: Record<string, unknown> }[];
    }; // as its help tells
    const records = await parquetReadObjects({ file: new Uint8Array(readFileSync(out)).buffer });
    const isEqual =
      records.length === trials.length &&
      trials.every(({ values }, row) =>
        Object.entries(values).every(([key, value]) => Object.is(records[row]![key] ?? null, value ?? null)),
      );
    if (isEqual) tally.survived += 1;
    else
      tally.lost.push(
        `table.parquet: hyparquet reads ${JSON.stringify(records).slice(0, 200)}, list tells ` +
          `${JSON.stringify(trials).slice(0, 200)}`,
      );
  },
};

function isSame(read: ArrayLike<unknown>, expected: Column): boolean {
  if (expected.kind !== 'bytes')
    return read.length === expected.data.length && expected.data.every((value, i) => Object.is(read[i], value));
  return Array.from(read).every((row, i) => {
    const bytes = Array.from(row as ArrayLike<number>); // of a column of lists
    return (
      bytes.length === expected.width && bytes.every((value, j) => value === expected.data[i * expected.width + j])
    );
  });
}

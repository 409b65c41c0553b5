import { ndarray, sizeOf, type NamedArrays, type NDArray } from '@latent-paths/core';
import { runModel, type Engine } from '@latent-paths/engine';
import { compileable, type OnnxModel } from '@latent-paths/pretrained';
import { specsOf } from '../../steps/specs.js';

export interface ParityOptions {
  /** A half, and its bytes as they were given; null if they are to be written anew, in float32. */
  readonly half: OnnxModel;
  readonly bytes: Uint8Array | null;
  /** Rows for the one input, in the file's order and scale; its shape is the file's. */
  readonly rows: (count: number) => Float32Array;
  /** Of one row, where the file leaves it open. */
  readonly rowShape: readonly number[];
  readonly compile: Engine['compile'];
}

/** Rows that are compared, where the file fixes no batch. */
const ROWS = 4;

/**
 * The largest relative difference ‖a − b‖/‖b‖, over outputs, of what is computed here from what onnxruntime makes of
 * the same bytes; null if no output can be computed by itself.
 */
export async function parityOf({ half, bytes, rows, rowShape, compile }: ParityOptions): Promise<number | null> {
  const part = computablePart(half);
  const [input] = half.graph.inputs;
  if (part === null || input === undefined) return null;
  const model = compileable(part);
  const count = model.batch ?? ROWS;
  const shape = [count, ...rowShape];
  const feeds: NamedArrays = { [input.name]: ndarray(shape, rows(count).slice(0, sizeOf(shape))) };
  const program = await compile({
    name: 'import-parity',
    frozen: model.weights,
    state: {},
    inputs: specsOf(feeds),
    run: (given) => ({ state: {}, outputs: model.run(given.frozen, given.inputs) }),
  });
  const [here, there] = [await program.run(feeds), await runModel(bytes ?? part.encode(), feeds)];
  return Math.max(...Object.entries(here).map(([name, array]) => relativeDifference(array, there[name]!)));
}

/** The part that gives the outputs that can be computed here. */
function computablePart(half: OnnxModel): OnnxModel | null {
  const isComputable = (names: readonly string[]): boolean =>
    half.cut({ to: names }).describe().unsupported.length === 0;
  const names = half.graph.outputs.map(({ name }) => name);
  if (isComputable(names)) return half;
  const some = names.filter((name) => isComputable([name]));
  return some.length === 0 ? null : half.cut({ to: some });
}

function relativeDifference(a: NDArray, b: NDArray): number {
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.data.length; i++) {
    difference += (a.data[i]! - b.data[i]!) ** 2;
    size += b.data[i]! ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(size), Number.MIN_VALUE);
}

import { onnx } from 'onnx-proto';

/** An output that is no tensor. */
const STOP = 'stop';
/** What the binding throws where it meets one among the outputs. */
const STOPPED = 'Non tensor type is temporarily not supported.';

/** What is used of the binding's session; T are its tensors. */
interface Native<T> {
  readonly outputMetadata: readonly { readonly name: string }[];
  run(feeds: Readonly<Record<string, T>>, fetches: Readonly<Record<string, T | null>>, options: object): unknown;
}

/**
 * The model with one more output before all others, for `runInPlace`: an empty sequence. Encoded messages one behind
 * the other are one message, in which lists follow one another.
 */
export function withStop(model: Uint8Array): Uint8Array {
  const stop = onnx.ModelProto.encode({
    graph: {
      node: [{ opType: 'SequenceEmpty', output: [STOP] }],
      output: [{ name: STOP, type: { sequenceType: { elemType: { tensorType: { elemType: 1 } } } } }],
    },
  });
  return Buffer.concat([stop.finish(), model]);
}

/** Names of a model's outputs, without the one that `withStop` adds. */
export const outputNames = ({ outputMetadata }: Pick<Native<never>, 'outputMetadata'>): readonly string[] =>
  outputMetadata.map(({ name }) => name).filter((name) => name !== STOP);

/**
 * Runs a model made by `withStop` into the arrays given. The binding computes every output in its array, and would then
 * copy each into a new one; it goes through them in the model's order, and stops at the first, which it cannot copy.
 */
export function runInPlace<T>(
  native: Native<T>,
  feeds: Readonly<Record<string, T>>,
  into: Readonly<Record<string, T>>,
): void {
  try {
    native.run(feeds, { [STOP]: null, ...into }, {});
  } catch (error) {
    if ((error as Error).message !== STOPPED) throw error; // the binding throws Errors
  }
}

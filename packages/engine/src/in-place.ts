import { onnx } from 'onnx-proto';

/** The name of the output that is no tensor. */
const STOP = 'stop';
/** The error of the binding for such an output. */
const STOPPED = 'Non tensor type is temporarily not supported.';

/** The part of the binding's session that is used; T are its tensors. */
interface Native<T> {
  readonly outputMetadata: readonly { readonly name: string }[];
  run(feeds: Readonly<Record<string, T>>, fetches: Readonly<Record<string, T | null>>, options: object): unknown;
}

/**
 * The model with one more output before all others, for `runInPlace`: an empty sequence. Two encoded messages, one
 * after the other, are one message whose lists are joined.
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
 * Runs a model made by `withStop` into the given arrays. The binding computes every output in its array. It would then
 * copy each output, in the model's order, but it stops at the first, which it cannot copy.
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

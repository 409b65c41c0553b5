import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';

/** What onnxruntime itself makes of a model's bytes, whole numbers and truth values as float32. */
export async function onnxRuntime(
  bytes: Uint8Array,
  feeds: NamedArrays,
): Promise<Record<string, NDArray<Float32Array>>> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, graphOptimizationLevel: 'disabled' });
  const given = Object.fromEntries(
    Object.entries(feeds).map(([name, { shape, data }]) => [
      name,
      new Tensor('float32', Float32Array.from(data), [...shape]),
    ]),
  );
  const read = Object.fromEntries(
    session.inputNames.map((name) => [name, given[name] ?? new Tensor('float32', [0], [1, 1])]),
  );
  const made = await session.run(read);
  await session.release();
  return Object.fromEntries(
    Object.entries(made).map(([name, { dims, data }]) => [
      name,
      ndarray([...dims], Float32Array.from(data as Float32Array)),
    ]),
  ); // the models give float32
}

import * as tf from '@tensorflow/tfjs-core';
import type { PortableNode } from '@latent-paths/core';
import type { StoredGraph } from './data.js';
import type { StoredArrays } from './stored-arrays.js';

/** A graph on the current backend of TensorFlow.js, with its constants in place. */
export interface GraphProgram {
  /** Runs once. @throws if an input is missing */
  run(inputs: Readonly<Record<string, Float32Array>>): Promise<Record<string, Float32Array>>;
}

type Numbers = Float32Array | Int32Array | Uint8Array;

/** `tensors` keeps constants that several graphs share, by where they lie. */
export function graphProgram(
  graph: StoredGraph,
  arrays: StoredArrays,
  tensors = new Map<string, tf.Tensor>(),
): GraphProgram {
  const constants = new Map(
    graph.constants.map(({ id, shape, dtype, data }): [number, tf.Tensor] => {
      if (typeof data === 'number') return [id, tf.keep(tf.fill([...shape], data, dtype === 'bool' ? 'bool' : dtype))];
      const key = `${data.at}:${shape.join(',')}`;
      const known = tensors.get(key) ?? tf.keep(tf.tensor(arrays.read(data), [...shape], dtype));
      tensors.set(key, known);
      return [id, known];
    }),
  );
  const compute = (inputs: Readonly<Record<string, Numbers>>): Record<string, tf.Tensor> => {
    const values = new Map(constants);
    for (const [name, { id, shape, dtype }] of Object.entries(graph.inputs)) {
      const given = inputs[name];
      if (given === undefined) throw new RangeError(`${graph.name}: expected the input ${name}, got none`);
      values.set(id, tf.tensor(given, [...shape], dtype));
    }
    for (const node of graph.nodes) {
      const read = node.inputs.map((id) => values.get(id)!);
      const made = call(node, read);
      node.outputs.forEach((id, i) => values.set(id, made[i]!));
    }
    return Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, values.get(id)!]));
  };
  return {
    async run(inputs) {
      const outputs = tf.tidy(() => {
        const made = compute(inputs);
        return Object.fromEntries(
          Object.entries(made).map(([name, tensor]) => [name, tf.cast(tensor, 'float32').clone()]),
        );
      });
      const read = await Promise.all(
        Object.entries(outputs).map(async ([name, tensor]) => [name, Float32Array.from(await tensor.data())] as const),
      );
      tf.dispose(outputs);
      return Object.fromEntries(read);
    },
  };
}

function call({ kernel, attributes, names }: PortableNode, inputs: readonly tf.Tensor[]): readonly tf.Tensor[] {
  // Alone of all kernels that broadcast it does not do so by itself.
  if (kernel === 'Select') return [tf.where(tf.cast(inputs[0]!, 'bool'), inputs[1]!, inputs[2]!)];
  const given = names === null ? inputs : Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
  // TensorFlow.js passes lists and records alike, and attributes as each kernel has them.
  const made = tf.engine().runKernel(kernel, given as tf.NamedTensorMap, attributes as Record<string, never>);
  return Array.isArray(made) ? made : [made];
}

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type NamedArrays, type Shape } from '@latent-paths/core';
import { compileable } from '../compileable.js';
import { formatPort } from '../format.js';
import type { Port } from '../graph.js';
import type { OnnxModel } from '../read-onnx.js';
import { inBatches } from '../readings/in-batches.js';
import type { NamedTensors } from '../run-graph.js';
import { interpolatorInputs, type InterpolatorInputs } from './interpolator-inputs.js';

interface InterpolatorEnds {
  /** [b, d] */
  readonly zA: tf.Tensor2D;
  /** [b, d] */
  readonly zB: tf.Tensor2D;
  /** [b, 1] */
  readonly alpha: tf.Tensor2D;
}

/** A network that others trained to lead from one latent to another. */
export interface Interpolator {
  readonly weights: NamedArrays;
  /** Which inputs take what. */
  readonly inputs: InterpolatorInputs;
  /** The output that is the point. */
  readonly output: string;
  /** z; [b, d]. @throws where the network gives other shapes */
  run(weights: NamedTensors, ends: InterpolatorEnds): tf.Tensor2D;
}

export interface InterpolatorOptions {
  /** Of one latent; a row has as many numbers. */
  readonly latentShape: Shape;
  /** Name of the output that is the point, where there are several. */
  readonly output?: string | undefined;
}

/**
 * Reads a network as a path between rows of latents, in TensorFlow.js ops.
 * @throws where its inputs or outputs are none of a path's, or it holds what cannot be computed
 */
export function readInterpolator(model: OnnxModel, { latentShape, output }: InterpolatorOptions): Interpolator {
  const { graph } = model;
  const d = sizeOf(latentShape);
  const inputs = interpolatorInputs(graph, latentShape);
  const port = pointOf(graph.outputs, { file: graph.file, d, asked: output });
  const computed = compileable(graph.outputs.length === 1 ? model : model.cut({ to: [port.name] }));
  return {
    weights: computed.weights,
    inputs,
    output: port.name,
    run(weights, { zA, zB, alpha }) {
      const all = tf.concat([zA, zB, alpha], 1); // [b, 2d + 1]
      const made = inBatches(computed.batch, all, (rows) => {
        const point = computed.run(weights, feeds(inputs, rows, d))[port.name]!;
        if (point.size !== rows.shape[0]! * d)
          throw new Error(
            `${graph.file}: expected points [n, ${d}] from ${port.name}, got [${point.shape.join(', ')}] of ` +
              `${rows.shape[0]} rows; name another output, or export one of a latent’s size`,
          );
        return { point: tf.reshape(point, [rows.shape[0]!, d]) };
      });
      return tf.reshape(made['point']!, [zA.shape[0], d]);
    },
  };
}

function feeds(inputs: InterpolatorInputs, rows: tf.Tensor, d: number): NamedTensors {
  if (inputs.kind === 'one') return { [inputs.name]: rows };
  const count = rows.shape[0]!;
  const part = (from: number, width: number, axes: Shape): tf.Tensor =>
    tf.reshape(tf.slice(rows, [0, from], [count, width]), [count, ...axes]);
  return {
    [inputs.zA.name]: part(0, d, inputs.zA.axes),
    [inputs.zB.name]: part(d, d, inputs.zB.axes),
    [inputs.alpha.name]: part(2 * d, 1, inputs.alpha.axes),
  };
}

interface Asked {
  readonly file: string;
  readonly d: number;
  readonly asked: string | undefined;
}

/** The output that is a latent. */
function pointOf(outputs: readonly Port[], { file, d, asked }: Asked): Port {
  const refuse = (wanted: string, remedy: string): never => {
    throw new Error(`${file}: expected ${wanted}, got ${outputs.map(formatPort).join(', ') || 'none'}. ${remedy}`);
  };
  const isLatent = ({ shape }: Port): boolean => {
    const axes = shape?.slice(1);
    return axes?.every((length) => typeof length === 'number') === true ? sizeOf(axes) === d : true;
  };
  const named = asked === undefined ? outputs : outputs.filter(({ name }) => name === asked);
  if (asked !== undefined && named.length === 0)
    return refuse(`the output ${asked}`, 'Name one of these by path.output.');
  const found = named.filter(isLatent);
  if (found.length === 0) return refuse(`an output [n, ${d}], the point of the path`, 'Export the network with it.');
  if (found.length > 1) return refuse('to know which output is the point', 'Name it by path.output.');
  return found[0]!;
}

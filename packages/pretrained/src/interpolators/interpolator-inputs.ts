import { sizeOf, type Shape } from '@latent-paths/core';
import { formatPort } from '../format.js';
import type { OnnxGraph, Port } from '../graph.js';

/** Which inputs of a network take the two latents and α. */
export type InterpolatorInputs =
  | { readonly kind: 'one'; readonly name: string }
  | {
      readonly kind: 'three';
      readonly zA: NamedAxes;
      readonly zB: NamedAxes;
      readonly alpha: NamedAxes;
    };

/** An input, and the axes of one of its rows. */
interface NamedAxes {
  readonly name: string;
  readonly axes: Shape;
}

/**
 * The inputs of a path's network: one row of zA, zB and α, 2d + 1 numbers, or three, of which α is the one of a single
 * number. @throws where they are others, with what they are and should be
 */
export function interpolatorInputs(graph: OnnxGraph, latentShape: Shape): InterpolatorInputs {
  const d = sizeOf(latentShape);
  const { inputs } = graph;
  const refuse = (why: string): never => {
    const got = inputs.map(formatPort).join(', ') || 'none';
    throw new Error(
      `${graph.file}: expected one input [n, ${2 * d + 1}], the numbers of zA, zB and α in this order, or three, zA ` +
        `and zB [n, ${d}] and α [n, 1], got ${got}: ${why}. Export the network with these.`,
    );
  };
  if (inputs.length !== 1 && inputs.length !== 3) return refuse(`${inputs.length} inputs`);
  const [first] = inputs as readonly [Port, ...Port[]]; // one or three
  if (inputs.length === 1) {
    const width = first.shape?.[1];
    if (first.shape !== undefined && first.shape.length !== 2) return refuse('it has other axes');
    if (width === 2 * d) return refuse('α is not among its numbers');
    if (typeof width === 'number' && width !== 2 * d + 1) return refuse(`latents have ${d} numbers here`);
    return { kind: 'one', name: first.name };
  }
  const [zA, zB, alpha] = inTurn(inputs, d) as [Port, Port, Port]; // three of three
  if (alpha.shape?.length === 0 || (fixedRows(alpha) === 1 && fixedRows(zA) !== 1))
    return refuse('one α for all rows, where each has its own');
  if (alpha.shape !== undefined && alpha.shape.length > 1 && widthOf(alpha) !== 1 && widthOf(alpha) !== undefined)
    return refuse('none of them is α');
  for (const end of [zA, zB])
    if (widthOf(end) !== undefined && widthOf(end) !== d) return refuse(`latents have ${d} numbers here`);
  const rank = alpha.shape?.length ?? 2;
  return {
    kind: 'three',
    zA: { name: zA.name, axes: axesOf(zA, latentShape) },
    zB: { name: zB.name, axes: axesOf(zB, latentShape) },
    alpha: { name: alpha.name, axes: new Array<number>(rank - 1).fill(1) },
  };
}

/** The two latents in the order of the file, then α: the input of a single number, or the last one. */
function inTurn(inputs: readonly Port[], d: number): readonly Port[] {
  const single = inputs.filter((port) => port.shape !== undefined && (port.shape.length < 2 || widthOf(port) === 1));
  const alpha = d > 1 && single.length === 1 ? single[0]! : inputs[2]!;
  return [...inputs.filter((port) => port !== alpha), alpha];
}

function fixedRows({ shape }: Port): number | undefined {
  const rows = shape?.[0];
  return typeof rows === 'number' ? rows : undefined;
}

/** Numbers of one row, where the file says. */
function widthOf({ shape }: Port): number | undefined {
  const axes = shape?.slice(1);
  return axes?.every((length) => typeof length === 'number') === true ? sizeOf(axes) : undefined;
}

/** The axes of one latent as the network takes them. */
function axesOf({ shape }: Port, latentShape: Shape): Shape {
  const axes = shape?.slice(1) ?? [];
  if (axes.length > 0 && axes.every((length) => typeof length === 'number')) return axes;
  return axes.length === latentShape.length ? latentShape : [sizeOf(latentShape)];
}

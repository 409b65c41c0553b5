import { sizeOf } from '@latent-paths/core';
import type { OnnxGraph, OnnxNode } from './graph.js';

/** A sampling step of a VAE, z = μ + ε·σ, by the names of its tensors. */
export interface Sample {
  readonly sample: string;
  readonly mean: string;
  readonly noise: string;
  /** The noise is numbers in the file: the same for every picture. */
  readonly baked: boolean;
}

const DRAWN = ['RandomNormal', 'RandomNormalLike'];

/**
 * The sampling steps of a graph whose constants are folded. Noise in the file is distinguished from weights by three
 * signs together: it is multiplied with exp(½·v) or √exp(v), v depending on the input; it has numbers of both signs;
 * and the product is added to what depends on the input.
 */
export function findSamples({ nodes, constants }: OnnxGraph): readonly Sample[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const made = (name: string | undefined, ops: readonly string[]): OnnxNode | undefined => {
    const maker = makers.get(name ?? '');
    return maker !== undefined && ops.includes(maker.op) ? maker : undefined;
  };
  const numberIn = (name: string | undefined): number | undefined => {
    const constant = constants.get(name ?? '');
    return constant !== undefined && sizeOf(constant.shape) === 1 ? constant.data[0] : undefined;
  };
  const isHalf = (name: string | undefined): boolean => {
    const product = made(name, ['Mul', 'Div']);
    if (product === undefined) return false;
    const [a, b] = product.inputs;
    return product.op === 'Div' ? numberIn(b) === 2 : numberIn(a) === 0.5 || numberIn(b) === 0.5;
  };
  const isDeviation = (name: string): boolean => {
    const root = made(name, ['Exp', 'Sqrt']);
    if (root === undefined) return false;
    return root.op === 'Exp' ? isHalf(root.inputs[0]) : made(root.inputs[0], ['Exp']) !== undefined;
  };
  const isNoise = (name: string): boolean => {
    const numbers = constants.get(name)?.data;
    return numbers !== undefined && numbers.some((number) => number > 0) && numbers.some((number) => number < 0);
  };
  const noiseOf = (product: OnnxNode): Pick<Sample, 'noise' | 'baked'> | undefined => {
    const [a = '', b = ''] = product.inputs;
    for (const [noise, deviation] of [
      [a, b],
      [b, a],
    ] as const) {
      if (made(noise, DRAWN) !== undefined) return { noise, baked: false };
      if (isNoise(noise) && isDeviation(deviation)) return { noise, baked: true };
    }
    return undefined;
  };
  return nodes
    .filter(({ op }) => op === 'Add')
    .flatMap((sum) => {
      const [a = '', b = ''] = sum.inputs;
      for (const [mean, product] of [
        [a, b],
        [b, a],
      ] as const) {
        const node = made(product, ['Mul']);
        const noise = node && noiseOf(node);
        if (noise !== undefined && !constants.has(mean)) return [{ sample: sum.outputs[0]!, mean, ...noise }];
      }
      return [];
    });
}

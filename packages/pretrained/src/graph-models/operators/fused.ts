import { floatOf, textsOf } from '../tf-node.js';
import type { Translate, Writing } from '../writing.js';
import { convolve, convolveByChannel } from './convolutions.js';
import { addBias, multiply } from './dense.js';

const ACTIVATIONS = ['Relu', 'Elu', 'Sigmoid', 'Tanh'];

/** A product, and after it what the node names: a bias, an activation. Their numbers are the inputs from 2 on. */
const fused =
  (product: (writing: Writing) => string): Translate =>
  (writing) => {
    const { node, emit, real } = writing;
    const rest = [...writing.inputsFrom(2)];
    const next = () => {
      const name = rest.shift();
      if (name === undefined) throw new Error('expected an input for each fused operator, got fewer');
      return name;
    };
    return textsOf(node, 'fused_ops').reduce((x, op) => {
      if (op === 'BiasAdd') return addBias(writing, x, next());
      if (op === 'Prelu') return emit('PRelu', [x, next()]);
      if (op === 'LeakyRelu') return emit('LeakyRelu', [x], { alpha: floatOf(node, 'leakyrelu_alpha', 0.2) });
      if (op === 'Relu6') return emit('Clip', [x, real(0), real(6)]);
      if (ACTIVATIONS.includes(op)) return emit(op, [x]);
      throw new Error(`with ${op} fused to it, which is not computed; convert the model without it`);
    }, product(writing));
  };

/** Layers that the converter writes as one node. */
export const fusions = {
  _FusedConv2D: fused(convolve),
  FusedDepthwiseConv2dNative: fused(convolveByChannel),
  _FusedMatMul: fused(multiply),
} as const satisfies Readonly<Record<string, Translate>>;

import { neg } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Neg = unary({ op: 'Neg', number: (x) => -x, gradient: { of: (_, dy) => ({ x: () => neg(dy) }) } });

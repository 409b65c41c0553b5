import { noGradient, unary } from '../elementwise.js';

export const Sign = unary({ op: 'Sign', number: Math.sign, gradient: noGradient.unary });

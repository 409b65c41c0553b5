import { floatOf } from '../attributes.js';
import { elementwise } from '../arrays/broadcast.js';
import type { Operator } from '../operator.js';

/** The remainder of whole numbers that are known, with the divisor's sign, or the dividend's where `fmod` is 1. */
export const Mod: Operator = {
  constants: [0, 1],
  fold: ({ node, inputs: [a, b] }) => {
    const ofDividend = floatOf(node, 'fmod', 0) === 1;
    return [elementwise(a!.type, (x, y) => (ofDividend ? x % y : ((x % y) + y) % y), a!, b!)];
  },
};

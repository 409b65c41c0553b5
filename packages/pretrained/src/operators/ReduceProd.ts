import { reduction } from '../reduction.js';

/** Πx over axes, of numbers that are known, as sizes are. */
export const ReduceProd = reduction({ of: (numbers) => numbers.reduce((a, b) => a * b, 1) });

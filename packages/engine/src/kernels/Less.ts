import { binary, noGradient } from '../elementwise.js';

export const Less = binary({ op: 'Less', number: (a, b) => Number(a < b), dtype: 'bool', gradient: noGradient.binary });

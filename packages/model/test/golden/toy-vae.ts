import type { VaeContext } from '../../src/index.js';

const absent = (): never => {
  throw new Error('expected no use of this part of the VAE');
};

/** A VAE of which only some parts are there: to use another one is an error. */
export function toyVae(parts: Partial<VaeContext>): VaeContext {
  return { project: absent, decode: absent, encode: absent, ...parts };
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { fillNormal, rootKey, split } from '@latent-paths/core';
import { plainProduct } from '../src/sources/javascript/plain-product.js';
import { simdProduct } from '../src/sources/javascript/simd-product.js';

const WAYS = { plain: plainProduct, simd: simdProduct };
const SHAPES = [
  [1, 1],
  [3, 2],
  [12, 16],
  [13, 17],
  [257, 31],
  [513, 1024],
] as const;

const drawn = (name: string, count: number) => {
  const values = new Float32Array(count);
  fillNormal(split(rootKey(1), name), 0, values);
  return values;
};

describe.each(Object.entries(WAYS))('x·M, %s,', (_name, way) => {
  it.each(SHAPES)('of a matrix [%i, %i] is what its definition says, row after row', (rows, columns) => {
    const matrix = drawn('matrix', rows * columns);
    const product = way(matrix, rows, columns)!;
    expect(product).not.toBeNull();
    for (const name of ['first', 'second']) {
      const x = drawn(name, rows);
      const out = new Float32Array(columns);
      product(x, out);
      for (let column = 0; column < columns; column++) {
        const terms = Array.from(x, (value, row) => value * matrix[row * columns + column]!);
        const sum = terms.reduce((total, term) => total + term, 0);
        const size = terms.reduce((total, term) => total + Math.abs(term), 0);
        // Each sum of single precision loses at most half of 2⁻²³ of what it has.
        expect(Math.abs(out[column]! - sum)).toBeLessThanOrEqual(size * (rows + 1) * 2 ** -24);
      }
    }
  });
});

describe('where WebAssembly cannot be had', () => {
  afterEach(() => void (vi.unstubAllGlobals(), vi.resetModules()));

  const { CompileError } = WebAssembly;
  const refusing = class {
    constructor() {
      throw new CompileError('unsafe-eval is not an allowed source of script');
    }
  };
  it.each([
    ['is absent', undefined],
    ['has no SIMD', { validate: (): boolean => false }],
    ['is forbidden', { CompileError, validate: (): boolean => true, Module: refusing }],
  ])('because it %s, plain JavaScript gives the product', async (_why, stub) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', stub);
    const fresh = await import('../src/sources/javascript/row-product.js');
    const simd = await import('../src/sources/javascript/simd-product.js');
    const matrix = Float32Array.of(1, 2, 3, 4);
    expect(simd.simdProduct(matrix, 2, 2)).toBeNull();
    const out = new Float32Array(2);
    fresh.rowProduct(matrix, 2, 2)(Float32Array.of(10, 1), out);
    expect([...out]).toEqual([13, 24]);
  });

  it('an error of another kind is not swallowed', async () => {
    const broken = class {
      constructor() {
        throw new RangeError('out of memory');
      }
    };
    vi.stubGlobal('WebAssembly', { CompileError, validate: (): boolean => true, Module: broken });
    const simd = await import('../src/sources/javascript/simd-product.js');
    expect(() => simd.simdProduct(Float32Array.of(1), 1, 1)).toThrow('out of memory');
  });
});

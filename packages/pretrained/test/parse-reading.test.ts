import { describe, expect, it } from 'vitest';
import { parseReading } from '../src/index.js';

describe('parseReading', () => {
  it('keeps what is said', () => {
    const asked = {
      input: { range: [-1, 1], layout: 'nchw' },
      posterior: { mean: 'mu' },
      output: { sum: ['a', 'b'] },
      scale: [1, 2],
      shift: 0.5,
    };
    expect(parseReading(asked)).toEqual(asked);
    expect(parseReading({})).toEqual({});
  });

  it('tells all that is wrong, each at its place', () => {
    const wrong = {
      input: { range: [1, 0], layout: 'chw' },
      posterior: 'half',
      output: { name: 'a', sum: ['b'] },
      scale: 0,
      latent: 3,
    };
    const told = [
      '.input.range: expected two numbers, black and white, the lower first, as in [-1, 1], got [1,0]',
      '.input.layout: expected nchw or nhwc, got "chw"',
      '.posterior: expected mean, halves, halves-logvar-first, interleaved or { mean: name, logVariance: name }, ' +
        'got "half"',
      '.output: expected the name of a tensor, or { sum: [name, …] } or { name: name } with range, layout and alpha, ' +
        'got {"name":"a","sum":["b"]}',
      '.scale: expected a number other than 0, got 0',
      ': expected no key but those of a reading, got latent; leave it out',
    ];
    const message = told.map((line) => `arms.mine.vae${line}`).join('\n');
    expect(() => parseReading(wrong, 'arms.mine.vae')).toThrow(new Error(message));
  });
});

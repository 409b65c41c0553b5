import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import { encodeSafetensors } from '@latent-paths/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { pathAdvice } from '../src/trial/known-space.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

/** A convolution 3×3 of a state dict; without a bias it halves the picture, or follows a doubling. */
function layer(name: string, from: number, to: number, bias = true): NamedArrays {
  const weight = ndarray([to, from, 3, 3], new Float32Array(to * from * 9).fill(0.01));
  return {
    [`${name}.weight`]: weight,
    ...(bias && { [`${name}.bias`]: ndarray([to], new Float32Array(to)) }),
  };
}

/** A tiny autoencoder that halves pictures once: latents of `channels` at 16 × 16 places. */
const autoencoder = (channels: number): NamedArrays => ({
  ...layer('encoder.layers.0', 3, 2),
  ...layer('encoder.layers.1', 2, 2, false),
  ...layer('encoder.layers.2', 2, channels),
  ...layer('decoder.layers.0', channels, 2),
  ...layer('decoder.layers.1', 2, 2, false),
  ...layer('decoder.layers.2', 2, 3),
});

let file: string;
let vae: string;
function write(channels: number): void {
  const arrays = autoencoder(channels);
  writeFileSync(file, encodeSafetensors({ arrays, metadata: {} }));
}
beforeEach(() => {
  file = join(temporaryFolder(), 'vae.safetensors');
  vae = `vae: { kind: weights, architecture: tiny-autoencoder, file: ${file} }`;
  write(8);
});

const yamlOf = (path: string, above = vae) =>
  `question: Which?\nbaseline: a\n${above}\narms:\n  a: { path: { kind: linear } }\n  b: { path: ${path} }\n`;

describe('latents at places', () => {
  it('take a path whose weights are shared by them, and of a perceptron it is said that there is one', () => {
    const adviceOf = (path: string, channels: number) => {
      write(channels);
      return pathAdvice(resolveIn({ x: yamlOf(path) }).arms[1]!.config);
    };
    expect(adviceOf('{ hidden: [64, 64, 64] }', 8)).toBe(
      'a multilayer perceptron on latents of 2048 numbers, 8 channels at 16 × 16 places, where path: { kind: ' +
        'convolutional } has weights that are shared by all places',
    );
    expect(adviceOf('{ hidden: [64, 64, 64] }', 4)).toBeNull();
    expect(adviceOf('{ kind: convolutional }', 8)).toBeNull();
    expect(resolveIn({ x: yamlOf('{ kind: convolutional }') }).arms[1]!.config.path).toEqual({
      kind: 'convolutional',
      form: 'hard-endpoints',
      inputs: 'ends',
      alphaScale: 1,
      hidden: [64, 64, 64],
      activation: 'silu',
      outputScale: 0.01,
    });
  });

  it('refuse a perceptron of more weights than can be trained, at its line', () => {
    expect(refusals({ x: yamlOf('{ hidden: [9000, 64, 64] }') })).toEqual([]);
    expect(refusals({ x: yamlOf('{ hidden: [9000, 2000, 64] }') })).toEqual([
      'experiments/x.yaml:6:14 path: expected at most 50,000,000 weights, got 55,145,184 of a multilayer perceptron ' +
        'on latents of 2048 numbers; write path: { kind: convolutional }, whose weights are shared by all places',
    ]);
  });

  it('are what a convolutional path needs: rows are refused, and sizes of a perceptron', () => {
    expect(refusals({ x: yamlOf('{ kind: convolutional }', 'vae: { latent: 64 }') })).toEqual([
      'experiments/x.yaml:6:14 path: expected latents with places, [c, h, w], for convolutions, got rows of 64 ' +
        'numbers; write path: { kind: network }',
    ]);
    expect(refusals({ x: yamlOf('{ kind: convolutional, hidden: [64, 1024] }') })).toEqual([
      'experiments/x.yaml:6:50 path.hidden[1]: expected at most 512, got 1024',
    ]);
  });
});

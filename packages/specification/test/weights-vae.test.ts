import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import { encodeSafetensors } from '@latent-paths/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const PIXELS = 3 * 32 * 32;
const filled = (value: number, ...shape: number[]) =>
  ndarray(shape, new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(value));

/** Weights of the dense VAE, for the pictures that experiments have by default. */
const dense = (value = 0.01): NamedArrays => ({
  'fc1.weight': filled(value, 5, PIXELS),
  'fc1.bias': filled(0, 5),
  'fc21.weight': filled(value, 4, 5),
  'fc21.bias': filled(0, 4),
  'fc22.weight': filled(value, 4, 5),
  'fc22.bias': filled(0, 4),
  'fc3.weight': filled(value, 5, 4),
  'fc3.bias': filled(0, 5),
  'fc4.weight': filled(value, PIXELS, 5),
  'fc4.bias': filled(0, PIXELS),
});

let folder: string;
let file: string;
const write = (path: string, arrays: NamedArrays) => writeFileSync(path, encodeSafetensors({ arrays, metadata: {} }));
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'vae.safetensors');
  write(file, dense());
});

const yamlOf = (vae: Readonly<Record<string, unknown>>) =>
  'question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n' +
  `vae: ${JSON.stringify({ kind: 'weights', ...vae })}\n`;
const idsOf = (vae: Readonly<Record<string, unknown>>) =>
  resolveIn({ x: yamlOf(vae) }).arms.flatMap(({ trials }) => trials.map(({ id }) => id));
const refusalOf = (vae: Readonly<Record<string, unknown>>) => refusals({ x: yamlOf(vae) }).join('\n');

/** The dense VAE again, as a user writes it down. */
const MODULE = `
const { half } = require('./half.js');
exports.shapes = (net) => ({ image: [net.shapeOf('fc1.weight')[1]], latent: [net.shapeOf('fc21.weight')[0]] });
exports.encode = (net, image) => {
  const h = half(net, image, 'fc1');
  return { mean: net.linear(h, 'fc21'), logVariance: net.linear(h, 'fc22') };
};
exports.decode = (net, latent) => net.sigmoid(net.linear(half(net, latent, 'fc3'), 'fc4'));
exports.reading = { input: { range: [0, 1], layout: 'nchw' } };
`;
const HALF = 'exports.half = (net, x, layer) => net.relu(net.linear(x, layer));\n';

describe('a VAE from weights', () => {
  it('is known by what its files hold and by its architecture, not by where they lie or what is said of them', () => {
    const ids = idsOf({ architecture: 'mlp', file });
    mkdirSync(join(folder, 'away'));
    const elsewhere = join(folder, 'away/other.safetensors');
    write(elsewhere, dense());
    expect(idsOf({ architecture: 'mlp', file: elsewhere, licence: 'MIT' })).toEqual(ids);
    expect(idsOf({ architecture: 'mlp', file, scale: 2 })).not.toEqual(ids);
    write(elsewhere, dense(0.02));
    expect(idsOf({ architecture: 'mlp', file: elsewhere })).not.toEqual(ids);
  });

  it('may lie in two files, one for each half', () => {
    const arrays = Object.entries(dense());
    const isEncoders = ([name]: [string, unknown]) => name.startsWith('fc1') || name.startsWith('fc2');
    const [encoder, decoder] = [join(folder, 'e.safetensors'), join(folder, 'd.safetensors')];
    write(encoder, Object.fromEntries(arrays.filter(isEncoders)));
    write(decoder, Object.fromEntries(arrays.filter((one) => !isEncoders(one))));
    expect(idsOf({ architecture: 'mlp', encoder, decoder })).toHaveLength(2);
  });

  it('may have an architecture of the user’s, known by its text and that of what it imports', () => {
    const architecture = join(folder, 'my_vae.cjs');
    writeFileSync(architecture, MODULE);
    writeFileSync(join(folder, 'half.js'), HALF);
    const ids = idsOf({ architecture, file });
    writeFileSync(join(folder, 'half.js'), `${HALF}// the same\n`);
    expect(idsOf({ architecture, file })).not.toEqual(ids);
  });

  it.each<[string, (arrays: Record<string, NamedArrays[string]>) => void, RegExp]>([
    ['arrays that are missing', (arrays) => delete arrays['fc3.weight'], /got none of the name fc3\.weight, which it/],
    ['arrays that are left over', (arrays) => (arrays['fc5.bias'] = filled(0, 1)), /got fc5\.bias, which it does not/],
    [
      'both at once',
      (arrays) => {
        arrays['fc5.bias'] = filled(0, 1);
        delete arrays['fc1.weight'];
      },
      /none of the name fc1\.weight, which it reads, and fc5\.bias, which it does not read; name another architecture/,
    ],
  ])('refuses %s', (_, change, message) => {
    const arrays = { ...dense() };
    change(arrays);
    write(file, arrays);
    expect(refusalOf({ architecture: 'mlp', file })).toMatch(message);
  });

  it('names the architecture that has the arrays', () => {
    expect(refusalOf({ architecture: 'burgess', file })).toMatch(/they are those of mlp: write architecture: mlp$/m);
  });

  it('tells a pointer of Git LFS', () => {
    writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 805301\n');
    expect(refusalOf({ architecture: 'mlp', file })).toMatch(
      /vae\.file: .*expected weights in safetensors, got a Git LFS pointer in place of the file of 805301 bytes; run git lfs pull/,
    );
  });

  it('refuses pictures of another shape', () => {
    write(file, {
      ...dense(),
      'fc1.weight': filled(0, 5, 784),
      'fc4.weight': filled(0, 784, 5),
      'fc4.bias': filled(0, 784),
    });
    expect(refusalOf({ architecture: 'mlp', file })).toMatch(/expected pictures/);
  });

  it('names the line that converts a file of PyTorch’s', () => {
    for (const start of [
      [0x50, 0x4b, 3, 4],
      [0x80, 2, 0x8a],
    ]) {
      writeFileSync(file, Uint8Array.from([...start, ...new Array<number>(20).fill(0)]));
      const line = `python3 tools/export-vae/to_safetensors.py ${file}`;
      expect(refusalOf({ architecture: 'mlp', file })).toContain(line);
    }
  });

  it.each([
    [
      'an architecture that is not there',
      { architecture: 'burges' },
      /^experiments\/x\.yaml:\d+:\d+ vae\.architecture: expected convolutional, mlp, burgess, tiny-autoenc.* got burges; did you mean burgess\?$/m,
    ],
    ['a file that is not there', { architecture: './none.ts' }, /none\.ts: expected a file, found none/],
    ['one file and a half', { architecture: 'mlp', encoder: 'e.safetensors' }, /expected encoder and decoder, or file/],
  ])('refuses %s', (_, vae, message) => {
    expect(refusalOf({ file, ...vae })).toMatch(message);
  });

  it.each([
    ['shapes', 'exports.shapes = () => ({ image: 784 });', /shapes: expected \{ image, latent \}/],
    ['encode', 'exports.encode = () => undefined;', /encode: expected a value that the net made, got undefined/],
    ['decode', 'exports.decode = () => 3;', /decode: expected a value that the net made, got 3/],
  ])('refuses a file of the user’s whose %s returns something else', (_, change, message) => {
    const architecture = join(folder, 'my_vae.cjs');
    writeFileSync(architecture, `${MODULE}\n${change}\n`);
    writeFileSync(join(folder, 'half.js'), HALF);
    expect(refusalOf({ architecture, file })).toMatch(message);
  });

  it('refuses a file of the user’s without the three functions', () => {
    const architecture = join(folder, 'my_vae.cjs');
    writeFileSync(architecture, 'exports.encode = () => ({});\n');
    expect(refusalOf({ architecture, file })).toMatch(
      /my_vae\.cjs: expected the functions .* got no shapes and no decode/,
    );
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapValues, ndarray, rootKey, type NamedArrays } from '@latent-paths/core';
import { encodeSafetensors, paths } from '@latent-paths/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { startingWeights } from '../src/paths/init-files.js';
import { pathKinds } from '../src/paths/registry.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const LATENT = 16;
const HIDDEN = [4, 5, 6];
const start = { space: { latentSize: LATENT }, key: rootKey(1) };
/** Weights that no seed draws. */
const trained = (value = 0.5): NamedArrays => {
  const path = paths.network.build(paths.network.schema.parse({ hidden: HIDDEN }));
  return mapValues(path.initial({ latentSize: LATENT }, rootKey(9)), ({ shape, data }) =>
    ndarray(
      shape,
      Float32Array.from(data, (drawn) => drawn + value),
    ),
  );
};

let folder: string;
let init: string;
const write = (arrays: NamedArrays, name = 'mine.safetensors') => {
  const path = join(folder, name);
  writeFileSync(path, encodeSafetensors({ arrays, metadata: {} }));
  return path;
};
beforeEach(() => {
  folder = temporaryFolder();
  init = write(trained());
});

const yamlOf = (path: Readonly<Record<string, unknown>>) =>
  'question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n' +
  `vae: { latent: ${LATENT} }\npath: ${JSON.stringify({ kind: 'network', hidden: HIDDEN, ...path })}\n`;
const idOf = (path: Readonly<Record<string, unknown>>) =>
  resolveIn({ x: yamlOf(path) })
    .arms.flatMap(({ trials }) => trials.map(({ id }) => id))
    .at(-1);
const refusalOf = (path: Readonly<Record<string, unknown>>) => refusals({ x: yamlOf(path) }).join('\n');
const choiceOf = (path: Readonly<Record<string, unknown>>) =>
  ({ kind: 'network', ...pathKinds.network.schema.parse({ hidden: HIDDEN, ...path }) }) as const;

describe('a network whose training goes on from weights of a file', () => {
  it('begins with them, in the order of its own', () => {
    const backwards = Object.fromEntries(Object.entries(trained()).reverse());
    const given = startingWeights(choiceOf({ init: write(backwards) }), start);
    expect(given).toEqual(trained());
    expect(Object.keys(given)).toEqual(Object.keys(trained()));
    expect(startingWeights(choiceOf({}), start)).not.toEqual(given);
  });

  it('leaves aside the decoder that an export may hold', () => {
    const file = write({ ...trained(), 'decoder/dense/kernel': ndarray([2], Float32Array.of(1, 2)) });
    expect(startingWeights(choiceOf({ init: file }), start)).toEqual(trained());
  });

  it('is known by what the file holds, and by nothing where there is none', () => {
    const drawn = idOf({});
    const id = idOf({ init });
    expect(id).not.toBe(drawn);
    expect(idOf({ init: write(trained(), 'moved.safetensors') })).toBe(id);
    expect(idOf({ init: write(trained(0.25), 'other.safetensors') })).not.toBe(id);
    expect(idOf({})).toBe(drawn);
  });

  it('refuses a file that was changed since', () => {
    const { content } = resolveIn({ x: yamlOf({ init }) }).arms[1]!.trials[0]!.config.path as { content: string };
    write(trained(0.25));
    expect(() => startingWeights(choiceOf({ init, content }), start)).toThrow(/expected the file that the trial was/);
    expect(refusalOf({ init, content })).toMatch(/path\.content: expected files of this content/);
  });

  it.each<[string, () => Readonly<Record<string, unknown>>, RegExp]>([
    [
      'arrays of other shapes, with both lists',
      () => ({ init, hidden: [4, 5, 7] }),
      /mine\.safetensors: expected hidden0\/kernel \[33, 4\].*hidden2\/bias \[7\].*got hidden0\/bias \[4\].*hidden2\/kernel \[5, 6\].*; set hidden/,
    ],
    [
      'arrays of other names',
      () => ({ init: write({ 'layers.0.weight': ndarray([1], Float32Array.of(1)) }) }),
      /expected hidden0\/kernel .*, got layers\.0\.weight \[1\]/,
    ],
    [
      'arrays that are left over',
      () => ({ init: write({ ...trained(), more: ndarray([1], Float32Array.of(1)) }) }),
      /expected hidden0\/kernel .*more \[1\]/,
    ],
    [
      'numbers that are not finite',
      () => ({
        init: write(
          mapValues(trained(), ({ shape, data }) =>
            ndarray(
              shape,
              Float32Array.from(data, () => NaN),
            ),
          ),
        ),
      }),
      /expected finite numbers, got others in hidden0\/kernel/,
    ],
    [
      'a file that is none',
      () => ({ init: join(folder, 'none.safetensors') }),
      /none\.safetensors: expected a file, found none/,
    ],
    [
      'a file of another kind',
      () => {
        writeFileSync(join(folder, 'a.safetensors'), 'PK\u0003\u0004 and some more');
        return { init: join(folder, 'a.safetensors') };
      },
      /a\.safetensors: expected weights in safetensors, got a file of PyTorch’s/,
    ],
    ['content alone', () => ({ content: 'a'.repeat(64) }), /path\.content: expected path\.init beside it/],
    ['a path that trains nothing', () => ({ kind: 'slerp', hidden: undefined, init }), /path\.init/],
  ])('refuses %s', (_, make, message) => {
    expect(refusalOf(make())).toMatch(message);
  });
});

it('tells a pointer of Git LFS in place of the weights', () => {
  writeFileSync(init, 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 805301\n');
  expect(refusalOf({ init })).toMatch(/path\.init: .*got a Git LFS pointer .*; run git lfs pull/);
});

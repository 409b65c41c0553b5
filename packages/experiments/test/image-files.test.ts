import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey, split } from '@latent-paths/core';
import { encodePng } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { formatTrial, parseTrial, poolInputHash, trialSchema } from '@latent-paths/specification/trial';
import { beforeEach, expect, it } from 'vitest';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { fileHashes, LINEAR, run, SINGLE, tiny, workspace } from './tiny.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

let folder: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'pictures');
  mkdirSync(folder);
  for (let i = 0; i < 80; i++) writePicture(`${i}.png`, i);
});

function writePicture(name: string, seed: number): void {
  const key = split(rootKey(seed), 'picture');
  const data = Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => integerAt(key, i, 256));
  writeFileSync(join(folder, name), encodePng({ height: 16, width: 16, channels: 3, data }));
}

const ofPictures = (path: string, rest = '') =>
  tiny([LINEAR, SINGLE])
    .replace(/^data: .*$/m, `data: { kind: folder, path: ${JSON.stringify(path)}, heldOut: 0.5${rest} }`)
    .replace(/^pool: .*$/m, 'pool: { train: 24, validation: 10, test: 16 }')
    .replace('real: 20', 'real: 10')
    .replace('count: 300', 'count: 20');
const idsOf = (yaml: string) => resolveIn({ x: yaml }).arms.flatMap(({ trials }) => trials.map(({ id }) => id));

it('knows pictures by what they hold: a folder elsewhere, of other names, is the same trial', () => {
  const ids = idsOf(ofPictures(folder));
  const elsewhere = join(temporaryFolder(), 'elsewhere');
  mkdirSync(elsewhere);
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(elsewhere, `copy of ${name}`));
  expect(idsOf(ofPictures(elsewhere))).toEqual(ids);
  expect(idsOf(ofPictures(elsewhere, ', damaged: skip'))).toEqual(ids);
  expect(idsOf(ofPictures(elsewhere, ', size: 8'))).not.toEqual(ids);
  writePicture('another.png', 1000);
  expect(idsOf(ofPictures(folder))).not.toEqual(ids);
});

it('writes the content into the configuration, which is read again as it was', () => {
  const { config } = resolveIn({ x: ofPictures(folder) }).arms[0]!;
  expect(config.data).toMatchObject({ kind: 'folder', path: folder, content: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(parseTrial(formatTrial(config), 'spec.yaml')).toEqual(config);
});

it('has no identity before it is known what the files hold', () => {
  expect(() => poolInputHash(trialSchema.parse({ data: { kind: 'folder', path: 'x' } }))).toThrow(
    /data\.content: expected the SHA-256/,
  );
});

it('refuses images of a folder that were exchanged, and names the folder, both contents and the remedy', async () => {
  const mnist = temporaryFolder();
  const write = (seed: number) => {
    writeFileSync(join(mnist, 'train-images-idx3-ubyte'), idxOf(60, seed));
    writeFileSync(join(mnist, 't10k-images-idx3-ubyte'), idxOf(50, seed + 1));
  };
  write(0);
  const yamlOf = (arms: readonly string[], key = 'folder') =>
    tiny(arms)
      .replace(/^data: .*$/m, `data: { kind: idx, ${key}: ${mnist} }`)
      .replace(/^pool: .*$/m, 'pool: { train: 24, validation: 10, test: 16 }')
      .replace('real: 20', 'real: 10')
      .replace('count: 300', 'count: 20');
  const space = workspace(yamlOf([LINEAR]));
  const engine = await openEngine('onnx', { threads: 1 });
  try {
    expect((await run(space, { engine })).failed).toEqual([]);
    const artifacts = await space.store.artifacts();
    const images = (await artifacts[0]!.readManifest())!.images!;
    expect(images).toMatch(/^[0-9a-f]{64}$/);
    for (const artifact of artifacts) expect(await artifact.readManifest()).toMatchObject({ images });

    write(7);
    space.write(yamlOf([LINEAR, SINGLE]));
    const { failed } = await run(space, { engine });
    expect(failed.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        new RegExp(
          `${mnist}: expected the images of content ${images.slice(0, 12)}, which vae-\\w+ was made of, got \\w{12}; ` +
            'name it by data\\.path, .+ or put the earlier files back$',
        ),
      ),
    ]);

    for (const artifact of artifacts) {
      const { madeAt, provenance } = (await artifact.readManifest())!;
      rmSync(artifact.path('manifest.json'));
      await artifact.finish({ madeAt, provenance }); // as earlier manifests are
    }
    expect((await run(space, { engine })).failed).toEqual([]);
  } finally {
    engine.dispose();
  }
});

/** Images of 16 × 16 pixels in the format of MNIST. */
function idxOf(count: number, seed: number): Uint8Array {
  const header = Buffer.alloc(16);
  [2051, count, 16, 16].forEach((value, i) => header.writeUInt32BE(value, i * 4));
  const key = rootKey(seed);
  return Buffer.concat([header, Uint8Array.from({ length: count * 256 }, (_, i) => integerAt(key, i, 256))]);
}

it('tells of a folder that is not there, and of other files than were asked for, with line and column', () => {
  expect(refusals({ x: ofPictures('absent') })).toEqual([
    expect.stringMatching(
      /^experiments\/x\.yaml:3:29 data\.path: folder: expected a folder of pictures, got none: .*absent/,
    ),
  ]);
  expect(refusals({ x: ofPictures(folder, `, content: ${'a'.repeat(64)}`) })).toEqual([
    expect.stringMatching(
      /^experiments\/x\.yaml:3:\d+ data\.content: expected files of this content, got [0-9a-f]{64}/,
    ),
  ]);
});

it('runs on pictures from end to end, and has nothing to do where they have moved', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  try {
    const space = workspace(ofPictures(folder));
    const told: string[] = [];
    expect(await run(space, { engine, told })).toEqual({ finished: 2, failed: [] });
    expect(told.join('')).toMatch(/pictures: 80 pictures: \d+ to train on, \d+ held out/);
    const artifacts = join(space.root, 'results', 'artifacts');
    for (const name of Object.keys(fileHashes(artifacts)))
      expect(readFileSync(join(artifacts, name)).includes(folder)).toBe(false);

    const moved = `${folder} moved`;
    renameSync(folder, moved);
    space.write(ofPictures(moved));
    expect(await run(space, { engine })).toEqual({ finished: 0, failed: [] });
  } finally {
    engine.dispose();
  }
});

it('says before any training that there are too few pictures', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  try {
    const space = workspace(ofPictures(folder).replace('train: 24', 'train: 70'));
    const { failed } = await run(space, { engine });
    expect(failed.map(({ message }) => message)).toEqual(
      Array(failed.length).fill(
        expect.stringMatching(/^pool\.train: expected at most \d+ \(images to train on\), got 70.*Ask for fewer/),
      ),
    );
    expect(failed.length).toBeGreaterThan(0);
    expect(await space.store.artifacts()).toEqual([]);
  } finally {
    engine.dispose();
  }
});

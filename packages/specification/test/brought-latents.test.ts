import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { checkImageCounts } from '../src/trial/open-source.js';
import { poolInputHash } from '../src/trial/identity.js';
import { trialSchema } from '../src/trial/trial-schema.js';
import { withCounts } from '../src/trial/with-counts.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const yamlOf = (rest: string) =>
  `question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n${rest}\n`;
const idsOf = (rest: string) => resolveIn({ x: yamlOf(rest) }).arms.flatMap(({ trials }) => trials.map(({ id }) => id));

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'z.npy');
  writeFileSync(file, 'latents');
});

describe('latents from a file', () => {
  it('are known by what the file holds, and by the key in it', () => {
    const ids = idsOf(`pool: { latents: ${file} }`);
    const elsewhere = join(temporaryFolder(), 'renamed.npy');
    copyFileSync(file, elsewhere);
    expect(idsOf(`pool: { latents: ${elsewhere} }`)).toEqual(ids);
    expect(idsOf(`pool: { latents: ${file}, agreement: { refuse: never } }`)).toEqual(ids);
    for (const other of [`latents: '${file}[z]'`, `latents: ${file}, heldOut: 0.2`, `latents: ${file}, pictures: none`])
      expect(idsOf(`pool: { ${other} }`)).not.toEqual(ids);
    expect(idsOf('pool: {}')).not.toEqual(ids);
    writeFileSync(file, 'others');
    expect(idsOf(`pool: { latents: ${file} }`)).not.toEqual(ids);
  });

  it('have no identity before their content is known', () => {
    expect(() => poolInputHash(trialSchema.parse({ pool: { latents: 'z.npy' } }))).toThrow('pool.content: expected');
  });

  it('are refused where the file is not there, or holds something else than is written', () => {
    expect(refusals({ x: yamlOf('pool: { latents: nowhere.npy }') }).join()).toMatch(/nowhere\.npy: expected a file/);
    const stated = `pool: { latents: ${file}, content: ${'a'.repeat(64)} }`;
    expect(refusals({ x: yamlOf(stated) }).join()).toMatch(/expected files of this content, got/);
    expect(refusals({ x: yamlOf('pool: { latents: z.csv }') }).join()).toMatch(/expected z\.npy, z\.npz\[key\]/);
  });

  it('are asked for where their keys are used, and where there are no pictures', () => {
    expect(refusals({ x: yamlOf('pool: { heldOut: 0.2, pictures: none }') }).join()).toMatch(
      /pool\.heldOut: expected pool\.latents beside it.*pool\.pictures: expected pool\.latents/s,
    );
    expect(refusals({ x: yamlOf('data: { kind: none, shape: [8, 8, 1] }') }).join()).toMatch(
      /expected pictures to train the VAE on, got none.*expected pictures to extract latents of, got none/s,
    );
  });

  it('are held out by rows where these are of no known pictures', () => {
    const rows = (rest: string) => refusals({ x: yamlOf(`pool: { latents: ${file}, ${rest} }`) }).join();
    expect(rows('pictures: none, heldOut: { rows: [900, 1000] }')).toBe('');
    expect(rows('heldOut: { rows: [900, 1000] }')).toMatch(
      /pool\.heldOut: expected a share, .* got rows; write pictures: none/,
    );
    expect(rows('pictures: none, heldOut: { rows: [1000, 900] }')).toMatch(
      /expected the first row and the one after the last/,
    );
  });

  it('are counted in the place of what is asked for at most', () => {
    const config = trialSchema.parse({
      data: { kind: 'shapes', train: 600, heldOut: 300 },
      pool: { latents: 'z.npy' },
      evaluation: { pairs: 20, real: 200 },
      validation: { pairs: 10 },
    });
    const counted = withCounts(config, { train: 600, validation: 60, test: 60 });
    expect(counted.pool).toMatchObject({ train: 600, validation: 60, test: 60 });
    const size = { train: 600, heldOut: 300 };
    expect(() => checkImageCounts(counted, { size })).not.toThrow();
    expect(() => checkImageCounts(counted, { size: { train: 600, heldOut: 250 } })).toThrow(
      'evaluation.real and pool.test together: expected at most 250 (held-out images), got 260',
    );
    expect(() => withCounts(config, { train: 600, validation: 60, test: 30 })).toThrow(
      'evaluation.pairs: expected at most 15 (disjoint pairs of pool.test), got 20',
    );
  });
});

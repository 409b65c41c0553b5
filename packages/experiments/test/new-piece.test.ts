import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { STEPS, tiny } from './tiny.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';

const repository = join(__dirname, '..', '..', '..');

/** Pieces that nobody has written before, each with its registry. */
const PIECES = [
  {
    registry: 'packages/model/src/losses/registry.ts',
    of: 'losses',
    name: 'norm',
    source: `
      import * as tf from '@tensorflow/tfjs-core';
      import { z } from 'zod';
      import { defineLoss } from './define-loss.js';

      export const norm = defineLoss({
        about: 'how far the points are from a sphere',
        schema: z.object({ radius: z.number().positive().describe('of the sphere') }),
        examples: [{ radius: 2 }],
        worked: {
          parameters: { radius: 2 },
          z: [[3, 4]],
          zA: [[0, 0]],
          zB: [[3, 4]],
          alpha: [1],
          value: (25 - 4) ** 2,
        },
        build: ({ radius }) => ({
          projections: 0,
          value: ({ z: points }) => tf.mean(tf.square(tf.sub(tf.sum(tf.square(points), 1), radius ** 2))),
        }),
      });`,
  },
  {
    registry: 'packages/specification/src/schedules/registry.ts',
    of: 'schedules',
    name: 'sawtooth',
    source: `
      import { z } from 'zod';
      import { defineSchedule } from './define-schedule.js';

      export const sawtooth = defineSchedule({
        about: 'rises by a step each time, and begins again at the top',
        schema: z.object({ top: z.number().positive(), teeth: z.int().min(1) }),
        examples: [{ top: 1, teeth: 4 }],
        worked: { parameters: { top: 1, teeth: 4 }, progress: 0, value: 0 },
        build: ({ top, teeth }) => ({
          bounds: [0, top],
          monotone: null,
          init: () => 0,
          next: (state) => [(top * Number(state)) / teeth, (Number(state) + 1) % (teeth + 1)],
        }),
      });`,
  },
  {
    registry: 'packages/specification/src/curricula/registry.ts',
    of: 'curricula',
    name: 'halving',
    source: `
      import { z } from 'zod';
      import { equalShares } from './curriculum.js';
      import { defineCurriculum } from './define-curriculum.js';

      export const halving = defineCurriculum({
        about: 'many α per pair, then half as many, then a quarter',
        schema: z.object({ first: z.int().min(4).default(8) }),
        worked: { progress: 0.5, asks: { alphasPerPair: 4 } },
        build: ({ first }) => equalShares([first, first / 2, first / 4].map((alphasPerPair) => ({ alphasPerPair }))),
      });`,
  },
];

/**
 * A copy of the packages' source that runs, with every piece in a file of its own and a line in its registry, and
 * nothing else changed.
 */
function copyWithPieces(): string {
  const root = temporaryFolder();
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(repository, file), join(root, file));
  mkdirSync(join(root, 'node_modules/@latent-paths'), { recursive: true });
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name !== '@latent-paths') symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const room of ['core', 'data', 'engine', 'model', 'pretrained', 'specification', 'trials', 'experiments']) {
    for (const part of ['package.json', 'src'])
      cpSync(join(repository, 'packages', room, part), join(root, 'packages', room, part), { recursive: true });
    symlinkSync(join(root, 'packages', room), join(root, 'node_modules/@latent-paths', room));
  }
  mkdirSync(join(root, 'packages/experiments/schema'));
  for (const { registry, of, name, source } of PIECES) {
    writeFileSync(join(root, registry, '..', `${name}.ts`), source);
    const before = readFileSync(join(root, registry), 'utf8');
    const after =
      `import { ${name} } from ` +
      `'./${name}.js';\n${before.replace(`export const ${of} = {`, `export const ${of} = { ${name},`)}`;
    expect(after).toContain(`{ ${name},`);
    writeFileSync(join(root, registry), after);
  }
  return root;
}

it('a loss, a schedule and a curriculum are each one file and one line of their registry', () => {
  const root = copyWithPieces();
  const run = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, ['-r', 'ts-node/register', `packages/${script}`, ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  mkdirSync(join(root, 'experiments'));
  const arm =
    'made: { loss: { norm: { radius: 3, weight: { kind: sawtooth, top: 0.1, teeth: 4 } } }, sampling: { alphas: { ' +
    'kind: dense, count: 8 } }, curriculum: { kind: halving } }';
  writeFileSync(join(root, 'experiments/x.yaml'), tiny(['linear: { path: { kind: linear } }', arm]));
  expect(run('experiments/src/commands/run/run.ts', 'experiments/x.yaml')).toContain('made');

  const folder = join(root, 'results/x');
  const trial = readdirSync(folder).find((name) => name.startsWith('made-'))!;
  const rows = readFileSync(join(folder, trial, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, Record<string, number>>); // the store's format
  expect(rows.at(-1)!['step']).toBe(STEPS);
  expect(new Set(rows.map((row) => row['alphasPerPair']))).toEqual(new Set([8, 4, 2]));
  for (const row of rows) {
    // The weight at a row is that of its step: 0, 1, 2, 3, 4 quarters of the top, and again.
    expect(row['weights']!['norm']).toBeCloseTo((0.1 * ((Number(row['step']) - 1) % 5)) / 4, 12);
    expect(row['losses']!['norm']).toBeGreaterThan(0);
    expect(row['gradientNorms']).toHaveProperty('norm');
  }

  run('specification/src/schema/write.ts');
  const schema = readFileSync(join(root, 'packages/experiments/schema/experiment.schema.json'), 'utf8');
  for (const told of ['"norm"', 'how far the points are from a sphere', '"radius"', '"sawtooth"', '"halving"'])
    expect(schema).toContain(told);
});

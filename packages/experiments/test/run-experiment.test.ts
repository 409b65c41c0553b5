import { join } from 'node:path';
import { ndarray } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { convolutionalVae, decodeSafetensors } from '@latent-paths/model';
import { openSource, parseTrial } from '@latent-paths/specification/trial';
import { encodeStep, projectStep } from '@latent-paths/trials/steps';
import { decodeCheckpoint } from '@latent-paths/trials/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileHashes, GROWING, LINEAR, run, SINGLE, STEPS, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;

beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));

afterAll(() => engine.dispose());

/** The trials of an experiment with one seed, by their arm. */
const trialsOf = ({ experiment, store }: Workspace) =>
  Object.fromEntries(
    experiment().arms.map(({ name, config, trials: [trial] }) => [
      name,
      { ...trial!, config, files: store.experiment('x').trial(trial!.id) },
    ]),
  );

const results = ({ root }: Workspace) => join(root, 'results');

/** Never asked for anything. */
const idle = (): Engine => ({
  ...engine,
  compile: () => Promise.reject(new Error('nothing is left to run, but a step was compiled')),
});

describe('an experiment that runs from nothing', () => {
  it('leaves all that a run leaves, whole and valid', async () => {
    const space = workspace(
      tiny(
        [LINEAR, 'projected: { path: { kind: projected } }', SINGLE, GROWING],
        'claims: [{ id: C6, text: dense is better }]',
      ),
    );
    expect(await run(space, { engine })).toEqual({ finished: 4, failed: [] });

    const store = space.store.experiment('x');
    const record = await store.readExperiment();
    expect(record).toMatchObject({
      name: 'x',
      file: 'experiments/x.yaml',
      question: 'Which?',
      baseline: 'linear',
      seeds: [1],
      claims: [{ id: 'C6', text: 'dense is better' }],
    });
    expect(record!.arms.map(({ name, trained }) => [name, trained])).toEqual([
      ['linear', false],
      ['projected', false],
      ['single', true],
      ['growing', true],
    ]);
    expect(await store.trials()).toEqual(record!.arms.flatMap(({ trials }) => trials).sort());
    const comparison = await store.readComparison();
    expect(comparison).toMatchObject({
      baseline: 'linear',
      condition: 'pairs',
      seeds: [1],
      pairs: 8,
      trials: record!.arms.flatMap(({ trials }) => trials),
    });
    expect(comparison!.arms.map(({ arm, metrics }) => [arm, metrics['endpoint-error']?.value === 0])).toEqual([
      ['linear', true],
      ['projected', false],
      ['single', true],
      ['growing', true],
    ]);

    const artifacts = await space.store.artifacts();
    expect(artifacts.map(({ name }) => name.replace(/-.*/, ''))).toEqual(['features', 'pool', 'vae']);
    for (const artifact of artifacts) expect(await artifact.verify()).toEqual([]);
    const contents = Object.fromEntries(
      await Promise.all(
        artifacts.map(async (artifact) => [
          artifact.name.replace(/-.*/, ''),
          { artifact: artifact.name, content: (await artifact.readManifest())!.content },
        ]),
      ),
    );

    for (const [arm, { id, hash: _, config, files }] of Object.entries(trialsOf(space))) {
      const trained = arm === 'single' || arm === 'growing';
      expect(await files.check()).toEqual([]);
      const recorded = await files.readRun();
      expect(recorded).toMatchObject({
        trial: id,
        arm,
        seed: 1,
        status: 'finished',
        resumes: [],
        failures: [],
        inputs: contents,
        provenance: { command: 'a test' },
      });
      const names = [
        'frames.arrow',
        'paths.arrow',
        'points.arrow',
        'spec.yaml',
        'summary.json',
        'truth-paths.arrow',
        'truth-points.arrow',
        ...(trained ? ['checkpoint.safetensors', 'metrics.jsonl'] : []),
      ];
      expect(Object.keys(recorded!.files)).toEqual(names.sort());
      expect(parseTrial((await files.readSpec())!, 'spec.yaml')).toEqual(config);

      const rows = await files.readMetrics();
      expect(rows.map(({ step }) => step)).toEqual(trained ? [4, 8, 12, 16, 20, 24] : []);
      expect(rows.map(({ validation }) => validation !== null)).toEqual(
        trained ? [false, true, false, true, false, true] : [],
      );
      expect(rows.map(({ points }) => points)).toEqual(rows.map(({ step }) => 32 * step));
      if (arm === 'growing') expect(rows.map(({ alphasPerPair }) => alphasPerPair)).toEqual([1, 2, 2, 4, 8, 8]);
      if (trained) {
        const state = decodeCheckpoint('checkpoint', (await files.readBytes('checkpoint.safetensors'))!, {
          engine: recorded!.provenance.engine,
          cpu: recorded!.provenance.cpu,
        });
        expect(state.step).toBe(STEPS);
      }

      const [points, paths, frames, summary] = [
        await files.readTable('points.arrow'),
        await files.readTable('paths.arrow'),
        await files.readTable('frames.arrow'),
        await files.readSummary(),
      ];
      expect([points!, paths!, frames!].map(({ columns }) => columns['pair']!.data.length)).toEqual([8 * 9, 8, 2 * 3]);
      expect(summary).toMatchObject({
        trial: id,
        arm,
        trained,
        pairs: 8,
        training: trained ? { steps: STEPS, points: 32 * STEPS, totalPairs: (200 * 199) / 2 } : null,
      });
    }
  });

  it('runs nothing the second time, and then only what is new', async () => {
    const space = workspace(tiny([LINEAR, SINGLE]));
    await run(space, { engine });
    const before = fileHashes(results(space));
    expect(await run(space, { engine: idle() })).toEqual({ finished: 0, failed: [] });
    expect(fileHashes(results(space))).toEqual(before);

    space.write(tiny([LINEAR, SINGLE, GROWING]));
    const ran = new Set<string>();
    expect(await run(space, { engine: watched(engine, (purpose) => ran.add(purpose)) })).toEqual({
      finished: 1,
      failed: [],
    });
    expect(ran).toEqual(
      new Set([
        'path-training',
        'gradient-probe',
        'validation',
        'scoring',
        'identity',
        'features',
        'path',
        'bank-search',
        'points',
      ]),
    );
    const after = fileHashes(results(space));
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    const added = trialsOf(space)['growing']!.id;
    expect(changed.filter((name) => !name.startsWith(`x/${added}/`))).toEqual([
      'x/comparison.json',
      'x/comparison.previous.json',
      'x/experiment.json',
      'x/exploration.json',
    ]);
    expect(Object.keys(before).every((name) => name in after)).toBe(true);
    expect((await space.store.experiment('x').readComparison())!.arms.map(({ arm }) => arm)).toEqual([
      'linear',
      'single',
      'growing',
    ]);
  });
});

it('scores each pair on its own two images, which no other pair has', async () => {
  // More points than one run of the compiled walk holds: the last run is filled up.
  const space = workspace(tiny([LINEAR]).replace('pairs: 8, alphas: 9', 'pairs: 12, alphas: 65'));
  await run(space, { engine });
  const { config, files } = trialsOf(space)['linear']!;
  const [points, paths] = [
    (await files.readTable('points.arrow'))!.columns,
    (await files.readTable('paths.arrow'))!.columns,
  ];
  const ends = [...paths['a']!.data, ...paths['b']!.data];
  expect(new Set(ends).size).toBe(24);

  const vae = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-'))!;
  const { arrays } = decodeSafetensors((await vae.readBytes('weights.safetensors'))!);
  const source = openSource(config);
  const images = new Float32Array(24 * 32 * 32 * 3);
  ends.forEach((image, i) => source.write('heldOut', image, images, i * 32 * 32 * 3));
  const frozen = { vae: convolutionalVae(arrays, source.shape), batch: 24 };
  const encoder = await engine.compile(encodeStep(frozen));
  const projector = await engine.compile(projectStep(frozen));
  const { latents } = await encoder.run({ images: ndarray([24, ...source.shape], images) });
  const { reprojection } = await projector.run({ latents: latents! });
  const interpolated = ends.map((_, i) => points['reprojection']!.data[i < 12 ? i * 65 : (i - 12) * 65 + 64]!);
  interpolated.forEach((value, i) => expect(value / reprojection!.data[i]!).toBeCloseTo(1, 4));
});

it('changes no bit of the VAE, whatever is trained on it', async () => {
  const space = workspace(tiny([LINEAR]));
  await run(space, { engine });
  const vaeOf = () => Object.entries(fileHashes(results(space))).filter(([name]) => name.startsWith('artifacts/'));
  const before = vaeOf();
  expect(before.map(([name]) => name.replace(/.*\//, ''))).toEqual(
    expect.arrayContaining(['weights.safetensors', 'manifest.json', 'train.arrow']),
  );
  space.write(tiny([LINEAR, SINGLE, GROWING]));
  await run(space, { engine });
  expect(vaeOf()).toEqual(before);
  for (const artifact of await space.store.artifacts()) expect(await artifact.verify()).toEqual([]);
});

it('goes on with the configuration that a trial was launched with', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === 10 && stop.abort());
  await expect(run(space, { engine: stopping, signal: stop.signal })).rejects.toThrow(
    'single stopped at step 10 of 24; run the same command again to resume',
  );
  space.write(tiny([LINEAR, SINGLE]).replace('logging: { everySteps: 4 }', 'logging: { everySteps: 1 }'));
  await run(space, { engine });
  expect((await trialsOf(space)['single']!.files.readMetrics()).map(({ step }) => step)).toEqual([
    4, 8, 12, 16, 20, 24,
  ]);
});

it('compares anew where the tables are not those that were compared, and else leaves the comparison', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  const store = space.store.experiment('x');
  const record = (await store.readComparison())!;

  await store.writeComparison({ ...record, verdicts: [], inputs: '0'.repeat(64) });
  await run(space, { engine });
  expect(await store.readComparison()).toEqual(record);

  await store.writeComparison({ ...record, verdicts: [] });
  await run(space, { engine });
  expect((await store.readComparison())!.verdicts).toEqual([]);
});

it('measures the VAE also where few images are held out', async () => {
  const space = workspace(tiny([LINEAR]).replace('heldOut: 300', 'heldOut: 90'));
  await run(space, { engine });
  const vae = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-'))!;
  const quality = JSON.parse(Buffer.from((await vae.readBytes('quality.json'))!).toString('utf8'));
  expect(quality).toMatchObject({ images: 90 });
  expect(quality.squaredError).toBeGreaterThan(0.01);
});

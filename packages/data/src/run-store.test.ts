import { sha256, type ExperimentRecord } from '@latent-paths/core';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provenance, run, temporaryFolder } from '../test/fixtures/records.js';
import { openStore } from './run-store.js';

const experiment: ExperimentRecord = {
  version: 1,
  name: 'dense-alpha',
  file: 'experiments/dense-alpha.yaml',
  question: 'Is one enough?',
  baseline: 'linear',
  seeds: [1],
  claims: [],
  arms: [{ name: 'linear', trained: false, settings: [{ key: 'path.kind', value: 'linear' }], trials: ['abc'] }],
};

describe('the store', () => {
  it('lists what is there, and nothing where there is nothing', async () => {
    const store = openStore(join(temporaryFolder(), 'results'));
    expect([await store.experiments(), await store.artifacts(), await store.experiment('a').trials()]).toEqual([
      [],
      [],
      [],
    ]);
    await store.experiment('b').writeExperiment(experiment);
    await store.experiment('a').writeExperiment(experiment);
    await store.experiment('a').trial('t2').writeRun(run);
    await store.experiment('a').trial('t1').writeRun(run);
    mkdirSync(join(store.folder, 'a/stray'));
    await store.artifact('pool', 'a'.repeat(64)).writeBytes('x', new Uint8Array(1));
    expect(await store.experiments()).toEqual(['a', 'b']);
    expect(await store.experiment('a').trials()).toEqual(['t1', 't2']);
    expect(await store.artifacts()).toEqual([]);
  });

  it('stays inside its folder', () => {
    const store = openStore(temporaryFolder());
    for (const name of ['..', '.', '', '../x', 'a/b', 'a\\b', '/etc', '.hidden', 'a\0b', 'ä']) {
      expect(() => store.experiment(name)).toThrow(/experiment: expected a name/);
      expect(() => store.experiment('a').trial(name)).toThrow(/trial: expected a name/);
      expect(() => store.artifact(name, 'a'.repeat(64))).toThrow(/stage: expected a name/);
    }
    for (const own of ['artifacts', 'changes', 'pictures', 'launches'])
      expect(() => store.experiment(own)).toThrow(/other than artifacts, changes, pictures, launches/);
    expect(() => store.artifact('pool', 'abc')).toThrow(/64 hex digits, got abc/);
  });
});

it('keeps a change of the code once, under its hash, and never takes another for it', async () => {
  const store = openStore(temporaryFolder());
  const change = Buffer.from('diff --git a/code.ts b/code.ts\n\xff');
  expect(await store.readChange(sha256(change))).toBeNull();
  await store.keepChange(change);
  await store.keepChange(change);
  expect(readdirSync(join(store.folder, 'changes'))).toEqual([`${sha256(change).slice(0, 12)}.patch`]);
  expect(await store.readChange(sha256(change))).toEqual(change);
  appendFileSync(join(store.folder, `changes/${sha256(change).slice(0, 12)}.patch`), '\n');
  await expect(store.readChange(sha256(change))).rejects.toThrow(/\.patch: altered or truncated/);
  expect(await store.experiments()).toEqual([]);
});

describe('an experiment', () => {
  it('keeps its records; an absent one is null, a broken one names file, fault and remedy', async () => {
    const store = openStore(temporaryFolder()).experiment('dense-alpha');
    expect([await store.readExperiment(), await store.readComparison()]).toEqual([null, null]);
    await store.writeExperiment(experiment);
    expect(await store.readExperiment()).toEqual(experiment);
    const path = join(store.folder, 'experiment.json');
    writeFileSync(path, JSON.stringify({ ...experiment, seeds: ['one'] }));
    await expect(store.readExperiment()).rejects.toThrow(
      /experiment\.json: not a record[\s\S]*seeds\[0\][\s\S]*delete it and run the same command again/,
    );
    writeFileSync(path, '{"version": 1');
    await expect(store.readExperiment()).rejects.toThrow(/experiment\.json: expected JSON.*made anew/);
  });

  it('writes a comparison and refuses one that does not fit', async () => {
    const store = openStore(temporaryFolder()).experiment('dense-alpha');
    const comparison = {
      version: 1 as const,
      experiment: 'dense-alpha',
      baseline: 'linear',
      condition: 'pairs' as const,
      seeds: [1],
      pairs: 1000,
      trials: [],
      inputs: 'ab'.repeat(32),
      arms: [
        { arm: 'linear', metrics: { reprojection: { value: 8, low: 7, high: 9 } }, ratios: { reprojection: null } },
      ],
      verdicts: [{ arm: null, text: 'Nothing yet.' }],
    };
    await store.writeComparison(comparison);
    expect(await store.readComparison()).toEqual(comparison);
    await expect(store.writeComparison({ ...comparison, pairs: 0.5 })).rejects.toThrow(/refuses a record[\s\S]*pairs/);
    expect(await store.readComparison()).toEqual(comparison);
  });
});

describe('an artifact', () => {
  const inputs = sha256('what it is made from');
  const made = { madeAt: '2026-01-01T00:00:00.000Z', provenance };

  it('is there from its manifest on, known by its content', async () => {
    const store = openStore(temporaryFolder());
    const pool = store.artifact('pool', inputs);
    expect(pool.name).toBe(`pool-${inputs.slice(0, 12)}`);
    await pool.writeBytes('left-by-a-killed-process', new Uint8Array(1));
    await pool.begin();
    await pool.writeBytes('train.arrow', new Uint8Array([1, 2]));
    writeFileSync(pool.path('test.arrow'), 'written in parts by another');
    expect(await pool.isFinished()).toBe(false);
    expect([...(await pool.readBytes('train.arrow'))!]).toEqual([1, 2]);
    const manifest = await pool.finish(made);
    expect(manifest).toMatchObject({
      stage: 'pool',
      inputs,
      files: { 'test.arrow': sha256('written in parts by another') },
    });
    expect(Object.keys(manifest.files)).toEqual(['test.arrow', 'train.arrow']);
    expect(await pool.readManifest()).toEqual(manifest);
    expect([
      await pool.isFinished(),
      await pool.verify(),
      (await store.artifacts()).map(({ folder }) => folder),
    ]).toEqual([true, [], [pool.folder]]);
    expect(existsSync(pool.path('train.arrow.sha256'))).toBe(false);
    await expect(pool.begin()).rejects.toThrow(/got a finished one/);
  });

  it('has a content that names and bytes decide, and nothing else', async () => {
    const contentOf = async (name: string, madeAt: string, seconds?: number) => {
      const artifact = openStore(temporaryFolder()).artifact('vae', inputs);
      await artifact.writeBytes(name, new Uint8Array([3]));
      const manifest = await artifact.finish({ ...made, madeAt, seconds });
      expect((await artifact.readManifest())!.seconds).toBe(seconds);
      return manifest.content;
    };
    expect(await contentOf('a', '2026')).toBe(await contentOf('a', '2027', 8));
    expect(await contentOf('a', '2026')).not.toBe(await contentOf('b', '2026'));
  });

  it('names what was altered or lost, and what was made from other inputs', async () => {
    const pool = openStore(temporaryFolder()).artifact('pool', inputs);
    await pool.writeBytes('a', new Uint8Array([1]));
    await pool.writeBytes('b', new Uint8Array([2]));
    const manifest = await pool.finish(made);
    writeFileSync(pool.path('a'), new Uint8Array([9]));
    rmSync(pool.path('b'));
    await expect(pool.readBytes('a')).rejects.toThrow(/a: altered or truncated/);
    expect(await pool.verify()).toEqual([
      { file: 'a', problem: 'altered' },
      { file: 'b', problem: 'missing' },
    ]);
    writeFileSync(pool.path('manifest.json'), JSON.stringify({ ...manifest, inputs: 'f'.repeat(64) }));
    await expect(pool.isFinished()).rejects.toThrow(/expected an artifact made from/);
  });
});

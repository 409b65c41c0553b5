import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import { expect, it, vi } from 'vitest';
import { prune } from '../../src/commands/prune.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { invoke, invokeJson } from './invoke.js';
import { experimentRecord, runRecord } from './records.js';

const HASH = 'a'.repeat(64);
const DAY = 24 * 3600 * 1000;

/**
 * An experiment `e` that names `current` and `failed`, and no longer `old` (running) or `older`; artifacts that the
 * current one, the older one and no trial stand on, and one that was never finished; what a killed process left.
 */
async function store(): Promise<Store> {
  const results = openStore(temporaryFolder());
  const files = results.experiment('e');
  await files.writeExperiment(experimentRecord('e', ['current', 'failed']));
  const artifact = async (stage: string, isFinished = true) => {
    const one = results.artifact(stage, HASH);
    await one.writeBytes('data', new Uint8Array(1000));
    if (isFinished) await one.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance: runRecord('e', '').provenance });
    return one.name;
  };
  const standing = async (stage: string) => ({ vae: { artifact: await artifact(stage), content: HASH } });
  await files.trial('current').writeRun({ ...runRecord('e', 'current'), inputs: await standing('vae') });
  await files.trial('failed').writeRun({ ...runRecord('e', 'failed'), status: 'failed' });
  await files.trial('old').writeRun(runRecord('e', 'old'));
  await files
    .trial('older')
    .writeRun({ ...runRecord('e', 'older'), status: 'stopped', inputs: await standing('pool') });
  await artifact('unused');
  await artifact('begun', false);
  writeFileSync(join(results.folder, 'e/.comparison.json.7-0.tmp'), 'half');
  return results;
}

const of = (stage: string) => `artifacts/${stage}-${HASH.slice(0, 12)}`;
const later = (days: number) => new Date(Date.now() + days * DAY);
const found = async (results: Store, args: readonly string[], days = 2) =>
  (await invokeJson(prune, args, { store: results, now: later(days) })).found.map(({ path }: { path: string }) => path);

it('lists what nothing refers to, deletes nothing, and says how to', async () => {
  const results = await store();
  const { code, out } = await invoke(prune, [], { store: results, now: later(2) });
  expect(code).toBe(0);
  const told = out.split('\n').map((line) => line.split(/ {2,}/));
  expect(told.slice(0, -2).map(([path, , , why]) => [path, why])).toEqual([
    ['e/old', 'its experiment no longer names it'],
    ['e/older', 'its experiment no longer names it'],
    [of('begun'), 'never finished'],
    [of('pool'), 'no trial uses it'],
    [of('unused'), 'no trial uses it'],
    ['e/.comparison.json.7-0.tmp', 'left by a killed process'],
  ]);
  expect(told.at(-2)![0]).toMatch(/^6 things, [\d.]+ kB: nothing was deleted; --yes deletes them$/);
  expect(readdirSync(join(results.folder, 'e')).sort()).toEqual([
    '.comparison.json.7-0.tmp',
    'current',
    'experiment.json',
    'failed',
    'old',
    'older',
  ]);
  expect(existsSync(join(results.folder, of('unused')))).toBe(true);
});

it('deletes what it listed with --yes, and then finds nothing', async () => {
  const results = await store();
  const { found: deleted, bytes } = await invokeJson(prune, ['--yes'], { store: results, now: later(2) });
  expect(deleted).toHaveLength(6);
  expect(
    deleted.every((one: { deleted: boolean; kept: null; bytes: number }) => one.deleted && one.kept === null),
  ).toBe(true);
  expect(bytes).toBe(deleted.reduce((sum: number, one: { bytes: number }) => sum + one.bytes, 0));
  expect(readdirSync(join(results.folder, 'e')).sort()).toEqual(['current', 'experiment.json', 'failed']);
  expect(readdirSync(join(results.folder, 'artifacts'))).toEqual([of('vae').slice('artifacts/'.length)]);
  expect((await invoke(prune, ['--yes'], { store: results, now: later(2) })).out).toBe('nothing to delete\n');
});

it('leaves what a process is at work in, and all that it stands on', async () => {
  const results = await store();
  const release = await results.experiment('e').trial('older').lock();
  const told = await invokeJson(prune, ['--yes'], { store: results, now: later(2) });
  const older = told.found.find(({ path }: { path: string }) => path === 'e/older');
  expect(older).toMatchObject({ deleted: false, kept: expect.stringMatching(/^process \d+ on .* is working in it$/) });
  expect(existsSync(join(results.folder, 'e/older/run.json'))).toBe(true);
  expect(readdirSync(join(results.folder, 'artifacts'))).toContain(of('pool').slice('artifacts/'.length));
  await release();
});

it('leaves a trial that a process takes while it prunes, and what that stands on', async () => {
  const results = await store();
  const older = results.experiment('e').trial('older');
  const taken = vi.fn(() => older.lock());
  const inventory = async () => {
    const { holdings, strays } = await results.inventory();
    const size = async () => taken().then(() => 0);
    return { strays, holdings: holdings.map((one) => (one.path === 'e/older' ? { ...one, size } : one)) };
  };
  const told = await invokeJson(prune, ['--yes'], { store: { ...results, inventory }, now: later(2) });
  await (
    await taken.mock.results[0]!.value
  )();
  const keptOf = (path: string) => told.found.find((one: { path: string }) => one.path === path).kept;
  expect(keptOf('e/older')).toMatch(/is working in it$/);
  expect([keptOf(of('pool')), keptOf(of('unused'))]).toEqual(['e/older uses it', null]);
  expect(readdirSync(join(results.folder, 'artifacts'))).toContain(of('pool').slice('artifacts/'.length));
});

it('leaves artifacts and leftovers of a day, which a run may be about to use, unless it is told an age', async () => {
  const results = await store();
  expect(await found(results, [], 0.5)).toEqual(['e/old', 'e/older']);
  expect(await found(results, ['--older-than', '10h'], 0.5)).toHaveLength(6);
  expect(await found(results, ['--older-than', '3d'], 2)).toEqual([]);
  const old = new Date(Date.now() - 10 * DAY);
  utimesSync(join(results.folder, 'e/older/run.json'), old, old);
  expect(await found(results, ['--older-than', '1w'], 0)).toEqual(['e/older']);
});

it('takes failed trials on request, and single experiments', async () => {
  const results = await store();
  expect(await found(results, ['--failed', '--experiment', 'e'])).toEqual([
    'e/failed',
    'e/old',
    'e/older',
    'e/.comparison.json.7-0.tmp',
  ]);
  await results.experiment('f').writeExperiment(experimentRecord('f', ['a']));
  expect(await found(results, ['--experiment', 'f'])).toEqual([]);
});

it('takes no trial of an experiment, and no artifact, where a record cannot be read', async () => {
  const results = await store();
  writeFileSync(join(results.folder, 'e/current/run.json'), '{');
  const { code, out, err } = await invoke(prune, [], { store: results, now: later(2) });
  expect(code).toBe(1);
  expect(out).not.toContain('no trial uses it');
  expect(err).toMatch(/current\/run\.json: expected JSON.*\n.*no artifact counts as unused\n/);
  writeFileSync(join(results.folder, 'e/experiment.json'), '{');
  expect((await invoke(prune, [], { store: results, now: later(2) })).out).not.toContain('no longer names');
});

it.each([
  [['--older-than', '7'], '--older-than: expected a number with m, h, d or w'],
  [['--older-than', '-1d'], '--older-than: expected a number with m, h, d or w'],
  [['e'], 'prune: expected flags alone, got e; one experiment is chosen by --experiment e'],
  [['--experiment', 'g'], /^g: no experiment of this name was run/],
])('refuses %j', async (args, message) => {
  await expect(invoke(prune, args, { store: await store() })).rejects.toThrow(message);
});

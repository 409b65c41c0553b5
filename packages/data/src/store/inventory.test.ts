import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../run-store.js';
import { experiment, provenance, run, temporaryFolder } from '../../test/fixtures/records.js';
import { LockedError } from './lock.js';

const inputs = 'a'.repeat(64);
async function store() {
  const results = openStore(temporaryFolder());
  const files = results.experiment('e');
  await files.writeExperiment({ ...experiment, seeds: [1], claims: [], arms: [] });
  await files.trial('whole').writeRun({ ...run, trial: 'whole' });
  mkdirSync(join(results.folder, 'e/begun'));
  writeFileSync(join(results.folder, 'e/begun/spec.yaml'), 'path: {}\n');
  const vae = results.artifact('vae', inputs);
  await vae.writeBytes('weights', new Uint8Array(100));
  await vae.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance });
  await results.artifact('pool', inputs).writeBytes('train', new Uint8Array(50));
  return results;
}

it('names trials, artifacts, what was never begun or finished, and temporary files, with sizes and times', async () => {
  const results = await store();
  writeFileSync(join(results.folder, 'e/.comparison.json.7-0.tmp'), 'half');
  writeFileSync(join(results.folder, 'e/whole/.summary.json.7-1.tmp'), 'half');
  mkdirSync(join(results.folder, 'notes'));
  const then = new Date('2020-01-01T00:00:00.000Z');
  utimesSync(join(results.folder, 'e/begun/spec.yaml'), then, then);
  const { holdings, strays } = await results.inventory();
  expect(strays).toEqual([
    { path: 'notes', what: 'a folder without experiment.json; move it out of the results folder', isBadLink: false },
  ]);
  expect(holdings.map(({ kind, path, experiment }) => [kind, path, experiment])).toEqual([
    ['remnant', 'e/begun', 'e'],
    ['trial', 'e/whole', 'e'],
    ['remnant', `artifacts/pool-${inputs.slice(0, 12)}`, null],
    ['artifact', `artifacts/vae-${inputs.slice(0, 12)}`, null],
    ['temporary', 'e/.comparison.json.7-0.tmp', 'e'],
    ['temporary', 'e/whole/.summary.json.7-1.tmp', 'e'],
  ]);
  expect(await holdings[0]!.changedAt()).toEqual(then);
  expect(await holdings[0]!.size()).toBe('path: {}\n'.length);
  expect(await holdings[4]!.size()).toBe(4);
});

it('takes no launch for an experiment, whatever its copy of the code holds', async () => {
  const results = await store();
  const before = await results.inventory();
  const launch = results.launch('e.20260101T000000');
  await launch.begin();
  mkdirSync(join(launch.codePath, 'experiments'), { recursive: true });
  writeFileSync(join(launch.codePath, 'experiment.json'), '{}');
  symlinkSync('nowhere', join(launch.codePath, 'node_modules'));
  const paths = ({ holdings, strays }: typeof before) => [
    holdings.filter(({ path }) => !path.startsWith('launches/')).map(({ path }) => path),
    strays,
  ];
  expect(paths(await results.inventory())).toEqual(paths(before));
  expect(await results.experiments()).toEqual(['e']);
  expect(await results.badLinks()).toEqual([]);
});

it('removes a launch with its links, and nothing that they lead to', async () => {
  const results = await store();
  const shared = temporaryFolder();
  writeFileSync(join(shared, 'index.js'), 'x'.repeat(1000));
  const launch = results.launch('e.20260101T000000');
  await launch.begin();
  mkdirSync(launch.codePath);
  symlinkSync(shared, join(launch.codePath, 'module'));
  writeFileSync(join(launch.codePath, 'a.ts'), 'four');
  const found = async () => (await results.inventory()).holdings.find(({ path }) => path.startsWith('launches/'));
  expect(await found()).toMatchObject({ kind: 'remnant', path: 'launches/e.20260101T000000', experiment: 'e' });
  writeFileSync(join(launch.folder, 'launch.json'), 'two');
  const holding = (await found())!;
  expect([holding.kind, await holding.size(), await holding.link()]).toEqual(['launch', 7, null]);
  await holding.remove();
  expect(existsSync(launch.folder)).toBe(false);
  expect(existsSync(join(shared, 'index.js'))).toBe(true);
});

it('removes each of them, and leaves the rest', async () => {
  const results = await store();
  writeFileSync(join(results.folder, 'e/.comparison.json.7-0.tmp'), 'half');
  for (const holding of (await results.inventory()).holdings) {
    await holding.remove();
    expect(existsSync(join(results.folder, holding.path)), holding.path).toBe(false);
  }
  expect(readdirSync(join(results.folder, 'e'))).toEqual(['experiment.json']);
  expect(await results.inventory()).toEqual({ holdings: [], strays: [] });
});

it('removes temporary files of a trial and keeps the trial', async () => {
  const results = await store();
  writeFileSync(join(results.folder, 'e/whole/.summary.json.7-1.tmp'), 'half');
  const [temporary] = (await results.inventory()).holdings.filter(({ kind }) => kind === 'temporary');
  await temporary!.remove();
  expect(readdirSync(join(results.folder, 'e/whole'))).toEqual(['run.json']);
});

it('removes nothing that a process is at work in', async () => {
  const results = await store();
  const release = await results.experiment('e').trial('whole').lock();
  const [trial] = (await results.inventory()).holdings.filter(({ kind }) => kind === 'trial');
  expect(await trial!.owner()).toContain(`process ${process.pid}`);
  await expect(trial!.remove()).rejects.toThrow(LockedError);
  expect(await results.experiment('e').trial('whole').readRun()).not.toBeNull();
  await release();
  expect(await trial!.owner()).toBeNull();
});

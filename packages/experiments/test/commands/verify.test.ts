import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@latent-paths/data';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../src/commands/verify.js';
import { invoke, invokeJson, type InvokeOptions } from './invoke.js';
import { copyOf, realStore, trialOf, type RealStore } from './real-store.js';

let real: RealStore;
beforeAll(async () => void (real = await realStore()));
afterAll(() => real.remove());

interface Check {
  readonly subject: string;
  readonly check: string;
  readonly outcome: string;
  readonly detail: string;
}

/** What does not match, as `check subject`, and its detail. */
async function differences(
  store: Store,
  args: readonly string[],
  where: Pick<InvokeOptions, 'workspace'> = {},
): Promise<Map<string, string>> {
  const { checks } = await invokeJson(verify, args, { store, ...where });
  const wrong = checks
    .filter(({ outcome }: Check) => outcome === 'differs')
    .map(({ check, subject, detail }: Check): [string, string] => [`${check} ${subject}`, detail]);
  return new Map(wrong);
}

const trialFolder = async (store: Store, arm: string) =>
  store.experiment('x').trial(await trialOf(store, 'x', arm)).folder;

/** Replaces text of a trial's file, and the file's hash in `run.json`, as one would who wants it not to be seen. */
async function forge(store: Store, arm: string, file: string, change: (text: string) => string): Promise<string> {
  const trial = store.experiment('x').trial(await trialOf(store, 'x', arm));
  const run = (await trial.readRun())!;
  const text = change(readFileSync(join(trial.folder, file), 'utf8'));
  await trial.writeRun({ ...run, status: 'running', files: {} });
  const { sha256: _, ...summary } = file === 'summary.json' ? JSON.parse(text) : {};
  if (file === 'summary.json') await trial.writeSummary(summary);
  else await trial.writeSpec(text);
  await trial.finish(run);
  return `x/${run.trial}`;
}

it('finds everything in order after a run, one line a check', async () => {
  const { code, out } = await invoke(verify, ['x'], { ...real, workspace: process.cwd() });
  expect(code).toBe(0);
  const lines = out.trim().split('\n');
  const checks = ['record', 'files', 'identity', 'inputs', 'rows', 'summary', 'provenance'];
  expect(lines.slice(0, -1).map((line) => line.split(/ +/)[1])).toEqual([
    ...checks,
    ...checks,
    ...checks,
    'artifact',
    'artifact',
    'artifact',
    'record',
    'record',
    'comparison',
    'report',
  ]);
  expect(lines.find((line) => line.endsWith('exploration.json'))).toMatch(/^ok +record +x /);
  expect(lines.at(-1)).toMatch(/^28 checks: \d+ ok, 0 differ, \d notes, 0 unchecked$/);
});

it.each([
  ['altered', (text: string) => text.replace('"version": 1', '"version": 2')],
  ['cut off', (text: string) => text.slice(0, 1000)],
])('names a record of the experiment that was %s, also where no page was made of it', async (_, damage) => {
  const store = copyOf(real);
  const path = join(store.experiment('x').folder, 'exploration.json');
  writeFileSync(path, damage(readFileSync(path, 'utf8')));
  const found = await differences(store, ['x']);
  expect([...found.keys()]).toEqual(['record x']);
  expect(found.get('record x')).toMatch(/exploration\.json: (altered|expected JSON)/);
});

it('scores trials again with --deep, to the bit', async () => {
  const [linear, growing] = [await trialOf(real.store, 'x', 'linear'), await trialOf(real.store, 'x', 'growing', 2)];
  const { checks } = await invokeJson(verify, [`x/${linear}`, growing, '--deep'], real);
  const replays = checks.filter(({ check }: Check) => check === 'replay');
  expect(replays).toEqual(
    [linear, growing].map((id) => ({
      subject: `x/${id}`,
      check: 'replay',
      outcome: 'ok',
      detail: expect.stringMatching(/^scored again: \d tables and the summary are bit-identical$/),
    })),
  );
});

it('sees on other weights, and on another machine, that scoring gives other bits', async () => {
  const store = copyOf(real);
  const [own, other] = await Promise.all(
    [1, 2].map(async (seed) => store.experiment('x').trial(await trialOf(store, 'x', 'growing', seed))),
  );
  const run = (await own!.readRun())!;
  const weights = (await other!.readBytes('checkpoint.safetensors'))!;
  const replay = async (cpu: string) => {
    await own!.writeRun({ ...run, status: 'running', files: {} });
    await own!.writeBytes('checkpoint.safetensors', weights);
    await own!.finish({ ...run, provenance: { ...run.provenance, cpu } });
    return (await invokeJson(verify, [run.trial, '--deep'], { store })).checks.find(
      ({ check }: Check) => check === 'replay',
    );
  };
  expect(await replay(run.provenance.cpu)).toMatchObject({
    outcome: 'differs',
    detail: expect.stringMatching(/^scored again: other bits in \d files: .*points\.arrow/),
  });
  expect(await replay('another')).toMatchObject({
    outcome: 'note',
    detail: expect.stringMatching(
      /^scored again on the CPU .*, not another: other bits, different by at most [\d.e+-]+ of a column’s norm$/,
    ),
  });
});

it('does not call code the same that no commit names', async () => {
  const store = copyOf(real);
  const trial = store.experiment('x').trial(await trialOf(store, 'x', 'linear'));
  const run = (await trial.readRun())!;
  await trial.writeRun({ ...run, status: 'running', files: {} });
  await trial.finish({ ...run, provenance: { ...run.provenance, commit: null, dirty: null } });
  const { checks } = await invokeJson(verify, [run.trial], { store });
  expect(checks.find(({ check }: Check) => check === 'provenance')).toMatchObject({
    outcome: 'note',
    detail: expect.stringMatching(/^no commit was recorded, so that its code is not known/),
  });
});

it.each<[string, (store: Store) => Promise<void>, string, RegExp]>([
  [
    'an altered table',
    async (store) => appendFileSync(join(await trialFolder(store, 'linear'), 'points.arrow'), 'x'),
    'files',
    /^1 file: points\.arrow altered$/,
  ],
  [
    'a lost file',
    async (store) => rmSync(join(await trialFolder(store, 'linear'), 'frames.arrow')),
    'files',
    /^1 file: frames\.arrow missing$/,
  ],
  [
    'an altered row',
    async (store) =>
      writeFileSync(
        join(await trialFolder(store, 'growing'), 'metrics.jsonl'),
        readFileSync(join(await trialFolder(store, 'growing'), 'metrics.jsonl'), 'utf8').replace(
          '"step":8',
          '"step":9',
        ),
      ),
    'rows',
    /metrics\.jsonl: altered/,
  ],
  [
    'another configuration',
    async (store) =>
      void (await forge(store, 'growing', 'spec.yaml', (text) => text.replace('batch: 32', 'batch: 16'))),
    'identity',
    /^spec\.yaml and the seed 1 give the id growing-[0-9a-f]{12} now/,
  ],
  [
    'another pool',
    async (store) => void (await forge(store, 'growing', 'spec.yaml', (text) => text.replace('test: 40', 'test: 42'))),
    'inputs',
    /spec\.yaml asks for pool-[0-9a-f]{12}, and the trial used pool-/,
  ],
  [
    'a budget that was not trained',
    async (store) =>
      void (await forge(store, 'growing', 'spec.yaml', (text) => text.replace('points: 768', 'points: 800'))),
    'rows',
    /^the last row is of step 24, but the budget makes 25$/,
  ],
  [
    'a prettier score',
    async (store) =>
      void (await forge(store, 'growing', 'summary.json', (text) =>
        text.replace(/("reprojection": \{\s+"mean": )[\d.]+/, '$11'),
      )),
    'summary',
    /^its tables give other numbers for 1 key: points\.reprojection$/,
  ],
  [
    'a prettier curve',
    async (store) =>
      void (await forge(store, 'growing', 'summary.json', (text) =>
        text.replace(/("byAlpha": \{\s+"reprojection": \[\s+\{\s+"mean": )[\d.]+/, '$11'),
      )),
    'summary',
    /^its tables give other numbers for 1 key: byAlpha\.reprojection$/,
  ],
  [
    'a better diversity',
    async (store) =>
      void (await forge(store, 'growing', 'summary.json', (text) => text.replace(/("diversity": )[\d.]+/, '$11.5'))),
    'summary',
    /^its tables give other numbers for 1 key: sets\.diversity$/,
  ],
])('finds %s', async (_, spoil, check, detail) => {
  const store = copyOf(real);
  await spoil(store);
  const wrong = await differences(store, ['x']);
  const found = [...wrong].find(([name]) => name.startsWith(`${check} x/`));
  expect(found?.[1], [...wrong].join('\n')).toMatch(detail);
});

it('finds an artifact that is altered, or gone with all that stands on it', async () => {
  const store = copyOf(real);
  const vae = (await store.artifacts()).find(({ name }) => name.startsWith('vae-'))!;
  writeFileSync(vae.path('quality.json'), '{}');
  expect([...(await differences(store, ['x']))]).toEqual([
    [`artifact artifacts/${vae.name}`, '1 file: quality.json altered'],
  ]);
  rmSync(vae.folder, { recursive: true });
  const wrong = await differences(store, ['x']);
  expect([...wrong.keys()].map((name) => name.split(' ')[0])).toEqual(['inputs', 'inputs', 'inputs']);
  expect([...wrong.values()][0]).toBe(`${vae.name} is missing; run the experiment again to make it`);
  const { checks } = await invokeJson(verify, [await trialOf(store, 'x', 'growing'), '--deep'], { store });
  expect(checks.find(({ check }: Check) => check === 'replay')).toMatchObject({
    outcome: 'unchecked',
    detail: 'what it uses has changed or is missing',
  });
});

it('finds a comparison that is not what the tables give, or not of these trials', async () => {
  const store = copyOf(real);
  const files = store.experiment('x');
  const comparison = (await files.readComparison())!;
  await files.writeComparison({
    ...comparison,
    arms: comparison.arms.map((arm) => ({
      ...arm,
      metrics: { ...arm.metrics, reprojection: { value: 1, low: 0, high: 2 } },
    })),
  });
  expect((await differences(store, ['x'])).get('comparison x')).toBe('the tables of its trials give other numbers');
  await files.writeComparison(comparison);
  await files.writeExperiment({ ...(await files.readExperiment())!, baseline: 'growing' });
  expect((await differences(store, ['x'])).get('comparison x')).toMatch(
    /^it was made from other trials or by other code/,
  );
});

it('asks the report whether its page is up to date', async () => {
  const store = copyOf(real);
  const { reportPath } = store.experiment('x');
  writeFileSync(reportPath, '<!doctype html>\n<!-- made from something else -->\n');
  expect((await differences(store, ['x'], { workspace: process.cwd() })).get('report x')).toMatch(
    /^it was made from other records, or by other code: npx latent-paths report x makes it again/,
  );
});

it('tells of what has not finished what can be told', async () => {
  const store = copyOf(real);
  const trial = store.experiment('x').trial(await trialOf(store, 'x', 'growing'));
  await trial.writeRun({ ...(await trial.readRun())!, status: 'stopped', files: {} });
  const { checks } = await invokeJson(verify, [`x/${await trialOf(store, 'x', 'growing')}`, '--deep'], { store });
  const outcomes = Object.fromEntries(
    checks.map(({ check, outcome, detail }: Check) => [check, `${outcome}: ${detail}`]),
  );
  expect(outcomes).toMatchObject({
    record: 'note: stopped',
    identity: expect.stringMatching(/^ok|^differs: .*seal|sha256/),
    summary: 'unchecked: the trial has not finished',
    replay: 'unchecked: the trial has not finished',
  });
  await store
    .experiment('x')
    .trial(await trialOf(store, 'x', 'linear'))
    .clear();
  const { checks: whole } = await invokeJson(verify, ['x'], { store });
  expect(whole.find(({ check, subject }: Check) => check === 'record' && subject === 'x')).toMatchObject({
    outcome: 'unchecked',
    detail: expect.stringMatching(/^1 trial not begun: linear-/),
  });
});

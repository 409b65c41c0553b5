import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import { beforeEach, describe, expect, it } from 'vitest';
import { list } from '../../src/commands/list.js';
import { prune } from '../../src/commands/prune.js';
import { verify } from '../../src/commands/verify.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { invoke, invokeJson } from './invoke.js';
import { experimentRecord, runRecord } from './records.js';

const DAY = 24 * 3600 * 1000;
const later = (days: number) => new Date(Date.now() + days * DAY);
const digest = (digit: string) => digit.repeat(64);

let store: Store;
let elsewhere: string;

/** Experiment `t` names two finished trials, and no longer `old`; each stands on an artifact of its own. */
beforeEach(async () => {
  store = openStore(join(temporaryFolder(), 'results'));
  elsewhere = temporaryFolder();
  const files = store.experiment('t');
  await files.writeExperiment(experimentRecord('t', ['one', 'two']));
  for (const [i, trial] of ['one', 'two', 'old'].entries()) {
    const artifact = store.artifact('vae', digest(`${i}`));
    await artifact.writeBytes('weights', new Uint8Array(1000));
    const record = runRecord('t', trial);
    await artifact.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance: record.provenance });
    await files.trial(trial).writeBytes('points.arrow', new Uint8Array([i]));
    await files.trial(trial).finish({ ...record, inputs: { vae: { artifact: artifact.name, content: digest('a') } } });
  }
});

const at = (...parts: string[]) => join(store.folder, ...parts);

/** Moves what lies in the store to another place and leaves a link to it. */
function moveOut(...parts: string[]): string {
  const to = join(elsewhere, parts.at(-1)!);
  renameSync(at(...parts), to);
  symlinkSync(to, at(...parts));
  return to;
}

const artifacts = () => readdirSync(at('artifacts')).length;
const told = (args: readonly string[], days = 2) => invoke(prune, args, { store, now: later(days) });

describe('an experiment, a trial and a file that are links', () => {
  it.each([[['t']], [['t', 'one']], [['t', 'one', 'points.arrow']]])(
    'are listed and verified as what they lead to: %j',
    async (parts) => {
      const before = await invoke(list, ['t'], { store });
      const checked = await invokeJson(verify, ['t/one'], { store });
      const moved = moveOut(...parts);
      expect(await invoke(list, ['t'], { store })).toEqual(before);
      expect(before.out).toContain('3 trials');
      expect((await invokeJson(verify, ['t/one'], { store })).checks).toEqual(checked.checks);
      expect(checked.checks).toContainEqual({
        subject: 't/one',
        check: 'files',
        outcome: 'ok',
        detail: '1 files unchanged since they were recorded',
      });
      const file = parts.length === 3 ? moved : at('t', 'one', 'points.arrow');
      writeFileSync(file, 'spoilt');
      expect((await invokeJson(verify, ['t/one'], { store })).checks).toContainEqual(
        expect.objectContaining({ check: 'files', detail: '1 file: points.arrow altered' }),
      );
    },
  );

  it('keep all that their trials stand on, and lose nothing to prune', async () => {
    const moved = moveOut('t');
    const { out } = await told(['--yes']);
    expect(out).toMatch(/t\/old .*stays: it is reached by a link, t → .*; nothing is deleted through a link/);
    expect(artifacts()).toBe(3);
    expect(readdirSync(moved).sort()).toEqual(['experiment.json', 'old', 'one', 'two']);
    expect(readdirSync(join(moved, 'old')).sort()).toEqual(['points.arrow', 'run.json']);
  });

  it.each([[['t', 'old']], [['t', 'old', 'points.arrow']]])('stay where prune would delete them: %j', async (parts) => {
    const moved = moveOut(...parts);
    const { out } = await told(['--yes']);
    expect(out).toMatch(/t\/old .*stays: .*link/);
    expect([artifacts(), existsSync(moved), existsSync(at('t', 'old', 'points.arrow'))]).toEqual([3, true, true]);
  });

  it('are not deleted by another name, where a link of the store leads to them', async () => {
    symlinkSync('old', at('t', 'kept'));
    expect((await told(['--yes'])).out).toMatch(/t\/old .*stays: .*t\/kept →/);
    expect([artifacts(), existsSync(at('t', 'old', 'run.json'))]).toEqual([3, true]);
  });

  it('are artifacts, too', async () => {
    rmSync(at('t', 'old'), { recursive: true });
    const [name] = readdirSync(at('artifacts')).filter((one) => one.startsWith('vae-2'));
    const moved = moveOut('artifacts', name!);
    expect((await told(['--yes'])).out).toContain(`artifacts/${name}`);
    expect(readdirSync(moved).sort()).toEqual(['manifest.json', 'weights']);
  });

  it('are not emptied by clear', async () => {
    const trial = store.experiment('t').trial('one');
    const moved = moveOut('t', 'one');
    await expect(trial.clear()).rejects.toThrow(/one: .*a link.*nothing is deleted through a link/);
    unlinkSync(at('t', 'one'));
    renameSync(moved, at('t', 'one'));
    const out = moveOut('t');
    await expect(trial.clear()).rejects.toThrow(/nothing is deleted through a link/);
    expect(readdirSync(join(out, 'one')).sort()).toEqual(['points.arrow', 'run.json']);
  });
});

describe('links that lead nowhere or round in a circle', () => {
  it.each([
    ['gone', /^gone: a broken link to .*not-there/m, () => symlinkSync(join(elsewhere, 'not-there'), at('gone'))],
    [
      't/gone',
      /^t\/gone: a broken link to .*not-there/m,
      () => symlinkSync(join(elsewhere, 'not-there'), at('t', 'gone')),
    ],
    ['t/round', /^t\/round: a link round in a circle/m, () => symlinkSync('..', at('t', 'round'))],
    ['round', /^round: a link round in a circle/m, () => symlinkSync('round', at('round'))],
  ])('are named by list, verify and prune, which then deletes no artifact: %s', async (path, message, make) => {
    rmSync(at('t', 'old'), { recursive: true });
    make();
    const listed = await invoke(list, [], { store });
    expect(listed.err).toMatch(message);
    expect(listed.out).toContain('2 trials');
    expect(listed.code).toBe(1);
    expect((await invokeJson(verify, [], { store })).checks).toContainEqual({
      subject: path,
      check: 'link',
      outcome: 'differs',
      detail: expect.stringMatching(/broken link|in a circle/),
    });
    const { code, err } = await told(['--yes']);
    expect([code, artifacts()]).toEqual([1, 3]);
    expect(err).toMatch(message);
    expect(err).toMatch(/no artifact counts as unused/);
  });

  it('are named where they are files of a trial', async () => {
    rmSync(at('t', 'one', 'points.arrow'));
    symlinkSync('nowhere', at('t', 'one', 'points.arrow'));
    symlinkSync('.', at('t', 'two', 'again'));
    const { checks } = await invokeJson(verify, ['t'], { store });
    expect(checks).toContainEqual({
      subject: 't/one',
      check: 'files',
      outcome: 'differs',
      detail: '1 file: points.arrow broken link',
    });
    expect(checks).toContainEqual({
      subject: 't/two',
      check: 'files',
      outcome: 'differs',
      detail: '1 file: again link in a circle',
    });
  });

  it('are named where a name on the command line means one', async () => {
    symlinkSync(join(elsewhere, 'not-there'), at('gone'));
    symlinkSync(join(elsewhere, 'not-there'), at('t', 'lost-1234'));
    await expect(invoke(list, ['gone'], { store })).rejects.toThrow(/gone: a broken link to/);
    await expect(invoke(verify, ['lost-1234'], { store })).rejects.toThrow(/lost-1234: a broken link to/);
  });
});

describe('what cannot be classified', () => {
  it.each([
    ['archive.tar.gz', () => writeFileSync(at('archive.tar.gz'), 'x')],
    ['old-runs', () => mkdirSync(at('old-runs'))],
    ['t/notes.txt', () => writeFileSync(at('t', 'notes.txt'), 'x')],
    ['t/copies', () => cpSync(at('t', 'one'), at('t', 'copies', 'one'), { recursive: true })],
    ['t/notes', () => (mkdirSync(at('t', 'notes')), writeFileSync(at('t', 'notes', 'thoughts.md'), 'x'))],
    ['t/copy of one', () => cpSync(at('t', 'one'), at('t', 'copy of one'), { recursive: true })],
    ['artifacts/mine', () => mkdirSync(at('artifacts', 'mine'))],
  ])('stays, and keeps all artifacts: %s', async (path, make) => {
    rmSync(at('t', 'old'), { recursive: true });
    make();
    const before = artifacts();
    const { code, err } = await told(['--yes'], 30);
    expect([code, artifacts(), existsSync(at(path))]).toEqual([1, before, true]);
    expect(err).toContain(`${path}: `);
    expect(err).toMatch(/no artifact counts as unused/);
  });

  it('is none of what belongs to a store', async () => {
    rmSync(at('t', 'old'), { recursive: true });
    for (const name of ['README.md', 'index.html', '.DS_Store']) writeFileSync(at(name), 'x');
    for (const name of ['report.html', 'comparison.json', 'projection.json', '.index'])
      writeFileSync(at('t', name), 'x');
    mkdirSync(at('changes'));
    expect((await told(['--yes'])).out).toContain('deleted 1 thing');
    expect(artifacts()).toBe(2);
  });
});

it('follows a results folder that is a link itself: it is the one that was named', async () => {
  const results = join(elsewhere, 'results');
  symlinkSync(store.folder, results);
  const linked = openStore(results);
  expect((await invoke(prune, ['--yes'], { store: linked, now: later(2) })).out).toContain('deleted 2 things');
  expect([artifacts(), existsSync(at('t', 'old')), lstatSync(results).isSymbolicLink()]).toEqual([2, false, true]);
  expect(readFileSync(at('t', 'one', 'points.arrow'))).toEqual(Buffer.from([0]));
});

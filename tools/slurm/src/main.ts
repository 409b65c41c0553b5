import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from './missing.js';
import { CannotStart, startSlurm, type Slurm } from './start-slurm.js';
import { workspace, type Workspace } from './workspace.js';

/** An experiment that takes a second for each trial; `rest` are further lines. */
const small = (rest: string) => `
question: Which?
data: { kind: shapes, train: 600, heldOut: 300 }
vae: { latent: 8, channels: [4, 8], training: { images: 512, batch: 32 } }
pool: { train: 200, validation: 40, test: 40 }
path: { kind: network, hidden: [16, 16, 16] }
loss: { reprojection: { weight: 1 }, attraction: { weight: 0.5 } }
batch: 32
validation: { everySteps: 8, pairs: 4, alphas: 5 }
logging: { everySteps: 4 }
evaluation: { pairs: 8, alphas: 9, frames: { pairs: 2, alphas: 3 }, real: 20,
  features: { size: 4, channels: [2, 4], training: { images: 64, batch: 16 } } }
baseline: linear
arms:
  linear: { path: { kind: linear } }
  network: {}
${rest}`;

/** Steps of a training that is broken off in its middle. */
const LONG = 6_000;
const EXPERIMENTS = {
  eight: small('budget: { points: 768 }\nseeds: 7\n'),
  long: small(`budget: { points: ${32 * LONG} }\n`),
  broken: small('budget: { points: 768 }\n').replace(/^data: .*$/m, 'data: { kind: idx, folder: nowhere }'),
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** An array's id by what a submission said. */
const arrayOf = (said: string) => /^(\d+) {2}trials-1/m.exec(said)![1]!;
const queueOf = ({ ask }: Slurm) => ask('squeue', '--noheader', '--array', '--format=%i %T').trim();
const emptied = (slurm: Slurm) => slurm.until('an empty queue', () => queueOf(slurm) === '');

async function eightByArray(slurm: Slurm, there: Workspace, here: Workspace): Promise<void> {
  const said = there.run('eight', '--on=slurm');
  match(said, /8 of 8 trials submitted/);
  match(there.run('eight', '--on=slurm'), /8 trials queued or running already: not submitted again/);
  slurm.ask('scancel', `${arrayOf(said)}_7`);
  await emptied(slurm);
  match(there.run('eight', '--on=slurm'), /1 of 8 trials submitted/);
  await emptied(slurm);
  here.run('eight');
  deepStrictEqual(there.numbers('eight'), here.numbers('eight'));
  say('ok: eight trials by array equal those of a run here, and one that was cancelled ran alone');
}

/** Breaks a training off in its middle, by whatever is done to its element. */
async function brokenOff(slurm: Slurm, there: Workspace, breakOff: (element: string) => void): Promise<void> {
  const element = `${arrayOf(there.run('long', '--on=slurm', '--fresh'))}_1`;
  const { folder } = there.store.experiment('long');
  const log = async () => (await there.store.launches()).at(-1)!.logPath('trials-1', '1');
  const path = await log();
  await slurm.until('a training', () => existsSync(path) && /network +\d+ %/.test(readFileSync(path, 'utf8')));
  breakOff(element);
  await emptied(slurm);
  ok(existsSync(join(folder, 'report.html')));
  const run = await there.runOf('long', 'network');
  deepStrictEqual(run, { status: 'finished', resumes: 1 });
}

async function brokenInput(slurm: Slurm, there: Workspace): Promise<void> {
  there.run('broken', '--on=slurm');
  await emptied(slurm);
  const page = readFileSync(there.store.experiment('broken').reportPath, 'utf8');
  match(page, /expected the file [^<]*nowhere/);
  strictEqual((await there.runOf('broken', 'network'))?.status, 'failed');
  say('ok: what cannot be made leaves nothing waiting, and the page names it');
}

async function main(): Promise<void> {
  const why = missing();
  if (why !== null) return say(`test:slurm: skipped: ${why}`);
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-slurm-'));
  const slurm = await startSlurm(folder);
  try {
    const there = workspace(join(folder, 'there'), EXPERIMENTS, slurm.environment);
    const here = workspace(join(folder, 'here'), EXPERIMENTS, process.env);
    await brokenInput(slurm, there);
    await eightByArray(slurm, there, here);
    here.run('long');
    await brokenOff(slurm, there, (element) => void slurm.ask('scancel', '--signal=TERM', '--batch', element));
    deepStrictEqual(there.numbers('long'), here.numbers('long'));
    say('ok: a training that got the signal to end queued itself again, and ended with the same bits');
    await brokenOff(slurm, there, (element) => {
      const node = slurm.ask('squeue', '--noheader', `--jobs=${element}`, '--format=%N').trim();
      slurm.ask('scontrol', 'update', `NodeName=${node}`, 'State=DOWN', 'Reason=test');
    });
    deepStrictEqual(there.numbers('long'), here.numbers('long'));
    say('ok: a node that went down in a training lost nothing');
  } finally {
    await slurm.stop();
  }
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  if (error instanceof CannotStart)
    return say(`test:slurm: skipped: Slurm does not start on this machine: ${error.message}`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { LaunchStore } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandIn } from './command.js';
import { fakeSlurm } from './fake-slurm.js';
import { fileHashes, GROWING, LINEAR, run, SINGLE, tiny, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const YAML = tiny([LINEAR, SINGLE, GROWING]);

/** What sbatch was called with, scripts by their names. */
const named = (calls: readonly string[][]) => calls.map((call) => call.map((word) => basename(word)));

async function onlyLaunch({ store }: Workspace): Promise<LaunchStore> {
  const launches = await store.launches();
  expect(launches).toHaveLength(1);
  return launches[0]!;
}

/** Runs a script as a job, or as an element of an array, is run. */
function runScript(path: string, index?: number, others: Readonly<Record<string, string>> = {}) {
  const environment = index === undefined ? others : { ...others, SLURM_ARRAY_TASK_ID: String(index) };
  const { status, stdout, stderr } = spawnSync('bash', [path], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  });
  expect(status, `${path}: ${stdout}${stderr}`).toBe(0);
}

/** The tables of all trials, by the hash of their files. */
const tablesOf = ({ root }: Workspace) =>
  Object.fromEntries(Object.entries(fileHashes(join(root, 'results/x'))).filter(([name]) => name.endsWith('.arrow')));

it('submits what is missing in arrays behind what they use, and its scripts end as a run here does', async () => {
  const slurm = fakeSlurm();
  const space = workspace(YAML);
  const { code, output } = await commandIn(slurm.environment, space.root, '--on=slurm').ended;
  expect(code, output).toBe(0);
  expect(named(slurm.submitted())).toEqual([
    ['--parsable', 'inputs-1.sh'],
    ['--parsable', 'inputs-2.sh'],
    ['--parsable', '--dependency=afterok:101:102', 'trials-1.sh'],
    ['--parsable', '--dependency=afterok:101:102', 'trials-2.sh'],
    ['--parsable', '--dependency=afterany:103:104', 'end.sh'],
  ]);
  expect(output).toMatch(/3 of 3 trials submitted/);
  expect(output).toMatch(/^103 {2}trials-1, 2 trials {2}asks for the time that the cluster gives by itself$/m);

  const launch = await onlyLaunch(space);
  space.write('question: changed while the jobs wait');
  runScript(launch.scriptPath('inputs-1'));
  runScript(launch.scriptPath('inputs-2'));
  for (const index of [0, 1]) runScript(launch.scriptPath('trials-1'), index);
  runScript(launch.scriptPath('trials-2'), 0);
  runScript(launch.scriptPath('end'));
  expect(existsSync(join(space.root, 'results/x/report.html'))).toBe(true);
  const files = space.store.experiment('x');
  const { lockfile } = await launch.read();
  for (const id of await files.trials())
    expect((await files.trial(id).readRun())!.provenance.job).toEqual({ id: null, node: hostname(), lockfile });

  const here = workspace(YAML);
  await run(here, { engine });
  expect(tablesOf(space)).toEqual(tablesOf(here));
  expect(readFileSync(join(space.root, 'results/x/comparison.json'))).toEqual(
    readFileSync(join(here.root, 'results/x/comparison.json')),
  );
});

it('asks for the time that was estimated, and no more than the partition gives', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  space.write(tiny([LINEAR, SINGLE, GROWING]));
  const slurm = fakeSlurm();
  const submit = () => commandIn(slurm.environment, space.root, '--on=slurm').ended;
  const { output } = await submit();
  const [, time] = /^101 {2}trials-1, 1 trial {2}asks for (\d\d:\d[05]:00): 2 × .+, as estimated/m.exec(output) ?? [];
  expect(time, output).toBeDefined();
  slurm.partitions(['all*|10:00']);
  expect((await submit()).output).toMatch(/trials-1, 1 trial {2}asks for 00:10:00, the partition's limit: less than/);
  const times = (await space.store.launches()).map((one) => readFileSync(one.scriptPath('trials-1'), 'utf8'));
  expect(times.map((script) => /--time=(\S+)/.exec(script)![1])).toEqual([time, '00:10:00']);
});

it('submits a thousand trials by one array, with seven questions to Slurm', async () => {
  const slurm = fakeSlurm();
  slurm.arraySize(1001);
  const space = workspace(tiny([LINEAR, SINGLE], 'seeds: 999'));
  const { code, output } = await commandIn(slurm.environment, space.root, '--on=slurm').ended;
  expect(code, output).toBe(0);
  expect(output).toMatch(/1000 of 1000 trials submitted/);
  expect(slurm.asked()).toEqual(['squeue', 'scontrol', 'sinfo', 'sbatch', 'sbatch', 'sbatch', 'sbatch']);
  const launch = await onlyLaunch(space);
  expect(readdirSync(launch.folder).sort()).toEqual([
    'code',
    'end.sh',
    'inputs-1.sh',
    'inputs-2.sh',
    'launch.json',
    'trials-1.sh',
    'trials.json',
  ]);
  expect(readFileSync(launch.scriptPath('trials-1'), 'utf8')).toContain('#SBATCH --array=0-999\n');
});

it('submits nothing twice: not what is queued or running, and not what makes what others use', async () => {
  const slurm = fakeSlurm();
  const space = workspace(YAML);
  expect(await commandIn(slurm.environment, space.root, '--on=slurm').ended).toMatchObject({ code: 0 });
  const waiting = [0, 1].map((index) => `103_${index}|PENDING|x/trials-1|(Dependency)`);
  slurm.queue(['101|RUNNING|x/inputs-1|n1', '102|RUNNING|x/inputs-2|n2', ...waiting]);
  const again = await commandIn(slurm.environment, space.root, '--on=slurm').ended;
  expect(again.output).toMatch(/2 trials queued or running already: not submitted again/);
  expect(named(slurm.submitted()).slice(5)).toEqual([
    ['--parsable', '--dependency=afterok:101:102', 'trials-1.sh'],
    ['--parsable', '--dependency=afterany:106', 'end.sh'],
  ]);
  const plan = await commandIn(slurm.environment, space.root, '--plan').ended;
  expect(plan.output).toMatch(/^linear-\S+ queued: 103_0 pending \(Dependency\)$/m);
  expect(plan.output).toMatch(/^growing-\S+ +1 +to do/m);
  const running = [0, 1].map((index) => `103_${index}|RUNNING|x/trials-1|n1`);
  slurm.queue(['103_[0-1]|PENDING|x/trials-1|', ...running, '106_0|RUNNING|x/trials-1|n2']);
  const last = await commandIn(slurm.environment, space.root, '--on=slurm').ended;
  expect([last.code, slurm.submitted().length]).toEqual([0, 7]);
  slurm.queue(['103_0|NODE_FAIL|x/trials-1|n1', '103_1|CANCELLED|x/trials-1|', '106_0|RUNNING|x/trials-1|n2']);
  const lost = await commandIn(slurm.environment, space.root, '--on=slurm').ended;
  expect(lost.output).toMatch(/1 trial queued or running already[^]*2 of 3 trials submitted/);
});

it('an element of --fresh redoes once what was there, also where it was queued again before its turn', async () => {
  const slurm = fakeSlurm();
  const space = workspace(tiny([LINEAR]));
  await run(space, { engine });
  expect(await commandIn(slurm.environment, space.root, '--on=slurm', '--fresh').ended).toMatchObject({ code: 0 });
  const launch = await onlyLaunch(space);
  const [id] = await space.store.experiment('x').trials();
  const began = async () => (await space.store.experiment('x').trial(id!).readRun())!.startedAt;
  const again = { SLURM_RESTART_COUNT: '1' };
  runScript(launch.scriptPath('trials-1'), 0, again);
  const first = await began();
  expect(first > (await launch.read()).submittedAt).toBe(true);
  runScript(launch.scriptPath('trials-1'), 0, again);
  expect(await began()).toBe(first);
});

it('tells of an element that was killed what it wrote last, at the end and on the page', async () => {
  const slurm = fakeSlurm();
  const space = workspace(tiny([LINEAR, SINGLE]));
  expect(await commandIn(slurm.environment, space.root, '--on=slurm').ended).toMatchObject({ code: 0 });
  const launch = await onlyLaunch(space);
  for (const name of ['inputs-1', 'inputs-2']) runScript(launch.scriptPath(name));
  writeFileSync(launch.logPath('trials-1', '0'), '');
  runScript(launch.scriptPath('trials-1'), 0);
  writeFileSync(launch.logPath('trials-1', '1'), 'single  step 6\nslurmstepd: error: <oom_kill> event\n');
  const { status, stdout } = spawnSync('bash', [launch.scriptPath('end')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /single-\w+ {2}failed: its job ended early; its last line: slurmstepd: error: <oom_kill> event\n {2}\| single {2}step 6\n/,
  );
  const page = readFileSync(join(space.root, 'results/x/report.html'), 'utf8');
  expect(page).toContain('<pre class="log">single  step 6\nslurmstepd: error: &#60;oom_kill&#62; event</pre>');
  const linear = (await space.store.experiment('x').trials()).find((id) => id.startsWith('linear'))!;
  const shared = `.job.${launch.id}.log`;
  expect(existsSync(join(space.store.experiment('x').trial(linear).folder, shared))).toBe(true);
});

it('follows what it submitted until a cluster has nothing of it, and says what has not finished', async () => {
  const space = workspace(YAML);
  const { code, output } = await commandIn(fakeSlurm().environment, space.root, '--on=slurm', '--wait').ended;
  expect(code, output).toBe(1);
  expect(output).toMatch(/3 of 3 trials have not finished:\nlinear-\w+  not begun\n/);
});

it('prints its scripts without Slurm, as cluster.yaml asks for them', async () => {
  const space = workspace(YAML);
  writeFileSync(
    join(space.root, 'cluster.yaml'),
    'partition: long\nnode: node\nmemory: 8G\nprologue: module load nodejs\notherCpu: accept\n' +
      'experiments: { x: { time: "04:00:00", throttle: 7 } }\n',
  );
  const { code, output } = await commandIn(
    { LATENT_PATHS_MNIST: '/data/my digits' },
    space.root,
    ...['--on=slurm', '--print', '--threads=2', '--memory=12G', '--account=mine', '--gres=gpu:1'],
  ).ended;
  expect(code, output).toBe(0);
  expect(output).toContain('trials_1=$(sbatch --parsable --dependency=afterok:$inputs_1:$inputs_2 results/launches/x.');
  const launch = await onlyLaunch(space);
  const script = readFileSync(launch.scriptPath('trials-1'), 'utf8');
  const shown = script
    .replaceAll(launch.codePath, 'CODE')
    .replaceAll(launch.folder, 'L')
    .replaceAll(space.root, 'ROOT');
  expect(shown.replace('packages/experiments/src/cluster', '…')).toMatchInlineSnapshot(`
    "#!/bin/bash
    #SBATCH --job-name=x/trials-1
    #SBATCH --output=L/trials-1.%a.log
    #SBATCH --open-mode=append
    #SBATCH --kill-on-invalid-dep=yes
    #SBATCH --requeue
    #SBATCH --signal=B:TERM@120
    #SBATCH --export=HOME,PATH,LANG
    #SBATCH --array=0-2%7
    #SBATCH --cpus-per-task=2
    #SBATCH --partition=long
    #SBATCH --account=mine
    #SBATCH --time=04:00:00
    #SBATCH --mem=12G
    #SBATCH --gres=gpu:1

    module load nodejs
    export LATENT_PATHS_MNIST='/data/my digits'
    export TS_NODE_PROJECT=CODE/tsconfig.json
    cd ROOT || exit 1
    exec node -r CODE/compiled/load.js CODE/…/element.ts L trials-1 "$SLURM_ARRAY_TASK_ID"
    "
  `);
  const { jobs, otherCpu } = await launch.read();
  expect(otherCpu).toBe('accept');
  expect(jobs.map(({ job }) => job)).toEqual([null, null, null, null]);
});

it.each([
  ['cpus: many', 'cluster.yaml:1:7 cpus: expected a number, got "many"'],
  ['export: [ALL]', 'cluster.yaml:1:10 export[0]: expected names of variables, got ALL'],
  ['partitoin: long', 'cluster.yaml:1:1 partitoin: unknown key'],
])('refuses a cluster.yaml with %s', async (text, message) => {
  const space = workspace(YAML);
  writeFileSync(join(space.root, 'cluster.yaml'), text);
  const { code, output } = await commandIn({}, space.root, '--on=slurm', '--print').ended;
  expect(code).toBe(2);
  expect(output).toContain(message);
  expect(await space.store.launches()).toEqual([]);
});

it('says what to do where there is no Slurm', async () => {
  const space = workspace(YAML);
  const { code, output } = await commandIn({ PATH: '/nowhere' }, space.root, '--on=slurm').ended;
  expect(code).toBe(1);
  expect(output).toContain('squeue: not found on PATH; run this where jobs are submitted, or write the scripts alone');
});

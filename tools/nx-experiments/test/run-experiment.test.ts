import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/src/temporary-folder.js';

const launcher = join(__dirname, '../bin/run-experiment.js');

/** A process that plays the launcher over a script in place of the run, and statements in place of the report. */
function launch(run: string, report: string, ...flags: string[]) {
  const steps = `${JSON.stringify(['-e', run, '--', ...flags])}, async (experiment) => { ${report} }`;
  const script =
    `require(${JSON.stringify(launcher)}).runThenReport(${steps})` + '.then((code) => { process.exitCode = code; })';
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    child,
    output: () => output,
    exit: once(child, 'close').then(([code]) => ({ code: code as number, output })),
  }; // 'close' gives [code, signal]
}

const REPORT = 'console.log("report"); return 0;';
const exiting = (code: number) => `console.log("run"); process.exitCode = ${code}`;

describe('run-experiment', () => {
  it.each([
    ['runs, then reports', exiting(0), REPORT, { code: 0, output: 'run\nreport\n' }],
    [
      'reports after a failed trial, and keeps the run’s exit code',
      exiting(1),
      REPORT,
      { code: 1, output: 'run\nreport\n' },
    ],
    ['fails with the report', exiting(0), 'console.log("report"); return 3;', { code: 3, output: 'run\nreport\n' }],
    ['has nothing to report where nothing ran', exiting(2), REPORT, { code: 2, output: 'run\n' }],
    ['has nothing to report where the run says it was stopped', exiting(143), REPORT, { code: 143, output: 'run\n' }],
    [
      'reports after a run that was killed for its memory',
      'process.kill(process.pid, "SIGKILL")',
      REPORT,
      { code: 137, output: 'report\n' },
    ],
  ])('%s', async (_title, run, report, expected) => {
    expect(await launch(run, report).exit).toEqual(expected);
  });

  it('says what it does and what comes next before it loads anything', () => {
    const { stdout, status } = spawnSync(process.execPath, [launcher, 'experiments/x.yaml'], {
      cwd: temporaryFolder(), // where nothing is that could be loaded
      encoding: 'utf8',
    });
    expect(stdout).toBe('experiments/x.yaml: reading it; then what is left of it runs, and its page is built\n');
    expect(status).not.toBe(0);
  });

  it('reports the experiment that the run says it is', async () => {
    const report = 'console.log("report of", experiment); return 0;';
    expect(await launch('process.send({ experiment: "x.batch-64" })', report).exit).toEqual({
      code: 0,
      output: 'report of x.batch-64\n',
    });
    const two = 'for (const experiment of ["x.select", "x", "x.select"]) process.send({ experiment })';
    expect(await launch(two, report).exit).toEqual({ code: 0, output: 'report of x.select\nreport of x\n' });
    expect(await launch('', report).exit).toEqual({ code: 0, output: 'report of null\n' });
  });

  it('reports nothing of a run that goes on by itself', async () => {
    expect(await launch('process.send({ detached: true }); console.log("goes on")', REPORT).exit).toEqual({
      code: 0,
      output: 'goes on\n',
    });
  });

  it('goes on where a terminal is gone that it does not write to', async () => {
    const run = `
      process.on("SIGHUP", () => console.log("handed on"));
      process.on("SIGUSR2", () => process.exit(0));
      setInterval(() => {}, 1000);
      console.log("ready", process.pid);`;
    const launched = launch(run, REPORT);
    while (!launched.output().includes('ready')) await once(launched.child.stdout, 'data');
    launched.child.kill('SIGHUP');
    process.kill(Number(/ready (\d+)/.exec(launched.output())![1]), 'SIGUSR2');
    const { code, output } = await launched.exit;
    expect({ code, output: output.replace(/\d+/, 'N') }).toEqual({ code: 0, output: 'ready N\nreport\n' });
  });

  it('only tells what --plan tells', async () => {
    expect(await launch('console.log(process.argv.slice(1).join(" "))', REPORT, '--plan', '--seeds=3').exit).toEqual({
      code: 0,
      output: '--plan --seeds=3\n',
    });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('hands %s on, waits for the checkpoint and does not report', async (signal, code) => {
    const run = `
      setInterval(() => {}, 1000);
      process.on("${signal}", () => setTimeout(() => { console.log("checkpoint"); process.exit(0); }, 200));
      console.log("ready");`;
    const launched = launch(run, REPORT);
    while (!launched.output().includes('ready')) await once(launched.child.stdout, 'data');
    launched.child.kill(signal);
    expect(await launched.exit).toEqual({ code, output: 'ready\ncheckpoint\n' });
  });
});

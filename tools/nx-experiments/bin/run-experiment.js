#!/usr/bin/env node
// Usage: run-experiment.js <experiment.yaml> [flags of the run]
'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { basename, extname, join } = require('node:path');

/** Exit code of a run that found nothing to run: an unknown flag, an error in the YAML. */
const NOTHING_RAN = 2;
const STOPPING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const INTERRUPTED = STOPPING.map((signal) => 128 + constants.signals[signal]);
/** Flags with which a run only tells. */
const TELLING = ['--plan', '--help', '-h'];

/**
 * Runs `run`, then `report`, also where the run failed, and resolves to the run's exit code (the report's where the run
 * was fine). An interrupted run, one that only tells, one that never started and one that goes on by itself leave
 * nothing to report.
 * @param {readonly string[]} run arguments to node
 * @param {(experiment: string | null) => Promise<number>} report of each experiment that the run says it is; resolves
 *   to an exit code
 * @returns {Promise<number>}
 */
async function runThenReport(run, report) {
  const { code, experiments, isDetached } = await node(run);
  if (isDetached || code === NOTHING_RAN || INTERRUPTED.includes(code) || onlyTells(run)) return code;
  let last = code;
  for (const experiment of experiments.length === 0 ? [null] : experiments) {
    const reportCode = await report(experiment);
    last = last === 0 ? reportCode : last;
  }
  return last;
}

/** @param {readonly string[]} flags */
function onlyTells(flags) {
  return flags.some((flag) => TELLING.includes(flag));
}

/**
 * Runs node and resolves to its exit code, or to 128 + n where signal n stopped it or was handed on to it, and to the
 * experiments that it says it is by messages, `{ experiment: name }`, or that it goes on by itself, `{ detached: true
 * }`. A terminal that is gone stops only what writes to one. The child is in a process group of its own, so that a
 * terminal's Ctrl-C comes to it exactly once, from here.
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, experiments: readonly string[], isDetached: boolean }>}
 */
function node(args) {
  const child = spawn(process.execPath, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
    env: { ...process.env, LATENT_PATHS_LAUNCHER: __filename },
  });
  /** @type {NodeJS.Signals | null} */
  let stoppedBy = null;
  /** @type {Set<string>} */
  const experiments = new Set();
  let isDetached = false;
  /** @param {NodeJS.Signals} signal */
  const handOn = (signal) => {
    if (signal === 'SIGHUP' && !process.stdout.isTTY) return;
    stoppedBy = signal;
    child.kill(signal);
  };
  for (const signal of STOPPING) process.on(signal, handOn);
  child.on('message', (message) => {
    if (typeof message !== 'object' || message === null) return;
    if ('experiment' in message) experiments.add(String(message.experiment));
    if ('detached' in message) isDetached = true;
  });
  // What it said may come after the news of its end.
  const silent = new Promise((resolve) => child.on('disconnect', resolve));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of STOPPING) process.off(name, handOn);
      const stop = stoppedBy ?? signal;
      void silent.then(() =>
        resolve({
          code: stop === null ? (code ?? 1) : 128 + constants.signals[stop],
          experiments: [...experiments],
          isDetached,
        }),
      );
    });
  });
}

/** @typedef {(line: string) => void} Tell */
/** @typedef {(request: { results: string, experiment: string }, tell: Tell) => Promise<string>} Report */

/** @returns {Report} */
function loadReport() {
  require('ts-node').register();
  return require(join(process.cwd(), 'packages/report/src/report.ts')).report;
}

/** @param {readonly string[]} args */
async function main([file, ...flags]) {
  if (file === undefined)
    throw new Error('run-experiment: expected the path of an experiment, as in experiments/quickstart.yaml');
  // Before anything is loaded. A run that goes on by itself was told so by the one that started it.
  if (!onlyTells(flags) && process.env['LATENT_PATHS_LAUNCHER'] === undefined)
    console.log(`${file}: reading it; then what is left of it runs, and its page is built`);
  const name = basename(file, extname(file));
  /** @type {Report | undefined} */
  let report;
  const ended = runThenReport(
    ['-r', 'ts-node/register', 'packages/experiments/src/commands/run/run.ts', file, ...flags],
    async (experiment) => {
      try {
        report ??= loadReport();
        const request = { results: join(process.cwd(), 'results'), experiment: experiment ?? name };
        console.log(await report(request, console.log));
        return 0;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return 1;
      }
    },
  );
  // While the run starts: a finished experiment is told in half the time.
  if (!onlyTells(flags)) report = loadReport();
  process.exitCode = await ended;
}

module.exports = { runThenReport };
if (require.main === module) void main(process.argv.slice(2));

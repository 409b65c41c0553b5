#!/usr/bin/env node
// Usage: run-phases.js <npm script>…
// Runs scripts of package.json one after another: says which ones, before each what it runs, and after each its
// seconds. Stops at the first that fails, with its exit code. Where CI_PHASES names a file, each phase is a line of it.
'use strict';
const { spawn } = require('node:child_process');
const { appendFileSync, readFileSync } = require('node:fs');
const { constants } = require('node:os');
const { delimiter, join } = require('node:path');

/** Milliseconds between lines about a command that says nothing while it works. */
const SILENT = 10_000;
/** Commands that tell by themselves how far they are. */
const TELLING = /^(vitest|node tools\/workspace\/bin\/run-phases\.js) /;

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

/** @param {number} since */
const secondsSince = (since) => Math.round((performance.now() - since) / 1_000);

/** In a log no colours, unless they are asked for: vitest writes them to files, too. */
const PLAIN = process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined ? {} : { NO_COLOR: '1' };

/**
 * Runs a command as npm does, and resolves to its exit code, or to 128 + n where signal n ended it.
 * @param {string} command
 * @param {() => void} whileSilent called now and then
 * @returns {Promise<number>}
 */
function shell(command, whileSilent) {
  const PATH = [join(process.cwd(), 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(command, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, ...PLAIN, PATH, CI_PHASES: undefined },
  });
  const timer = setInterval(whileSilent, SILENT);
  // A terminal's Ctrl-C comes to the command by itself.
  /** @type {Record<string, () => void>} */
  const handlers = {
    SIGINT: () => undefined,
    SIGTERM: () => void child.kill('SIGTERM'),
    SIGHUP: () => void child.kill('SIGHUP'),
  };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * @param {string} name
 * @param {string} command
 * @returns {Promise<number>} its exit code
 */
async function runPhase(name, command) {
  const began = performance.now();
  say(`${name}: ${command}`);
  const goesOn = () => say(`${name}: goes on, ${secondsSince(began)} s so far`);
  const code = await shell(command, TELLING.test(command) ? () => undefined : goesOn);
  const seconds = secondsSince(began);
  say(`${name}: ${code === 0 ? 'done in' : `failed (exit code ${code}) after`} ${seconds} s`);
  const record = process.env['CI_PHASES'];
  if (record !== undefined) {
    const at = Date.now() - (performance.now() - began);
    appendFileSync(record, `${JSON.stringify({ name, began: at / 1_000, seconds, code })}\n`);
  }
  return code;
}

/** @param {readonly string[]} names */
async function main(names) {
  /** @type {{ scripts: Record<string, string> }} */
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const unknown = names.find((name) => scripts[name] === undefined);
  if (unknown !== undefined) throw new Error(`run-phases: expected a script of package.json, got ${unknown}`);
  say(`to do: ${names.join(', then ')}`);
  for (const name of names) {
    const code = await runPhase(name, scripts[name] ?? '');
    if (code !== 0) return code;
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);

import { UsageError } from '@latent-paths/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRequest, RUN_FLAGS } from './flags.js';
import { commandHelp } from '../help.js';
import { run } from '../run.js';
import { selectArms } from './select-arms.js';

const nothing = {
  file: 'x.yaml',
  plan: false,
  detach: false,
  arms: undefined,
  seeds: undefined,
  set: [],
  engine: undefined,
  on: 'local',
  print: false,
  wait: false,
  resources: {},
  run: { shuffle: false, fresh: false, failFast: false, jobs: 1 },
};

describe('the flags of a run', () => {
  it('are none where none is given', () => {
    expect(readRequest(['x.yaml'])).toEqual(nothing);
    expect(readRequest(['x.yaml', '--keep-going'])).toEqual(nothing);
  });

  it('are taken in any order, with their value behind = or after a space', () => {
    const args = [
      '--plan',
      '--arms=one,two*',
      '--seeds',
      '3',
      'x.yaml',
      '--set',
      'a.b=1',
      '--set=c={ d: 2 }',
      '--jobs=2',
      '--threads=3',
      '--shuffle',
      '--detach',
      '--fresh',
      '--fail-fast',
      '--engine',
      'cpu',
    ];
    expect(readRequest(args)).toEqual({
      file: 'x.yaml',
      plan: true,
      detach: true,
      arms: ['one', 'two*'],
      seeds: 3,
      set: ['a.b=1', 'c={ d: 2 }'],
      engine: 'cpu',
      on: 'local',
      print: false,
      wait: false,
      resources: {},
      run: { shuffle: true, fresh: true, failFast: true, jobs: 2, threads: 3 },
    });
  });

  it('send a run elsewhere', () => {
    const { on, print } = readRequest(['x.yaml', '--on=slurm', '--print', '--jobs=4'])!;
    expect([on, print]).toEqual(['slurm', true]);
    const { resources } = readRequest(['x.yaml', '--on=slurm', '--time=1:00:00', '--prologue=a b', '--prologue=c'])!;
    expect(resources).toEqual({ time: '1:00:00', prologue: ['a b', 'c'] });
  });

  it.each([['--help'], ['-h']])('ask for help: %s', (flag) => {
    expect(readRequest(['x.yaml', flag])).toBe(null);
  });

  it.each([
    [
      ['x.yaml', '--sedes=3'],
      /^--sedes: unknown flag; expected one of --plan, .*--print, .*--help; did you mean --seeds\?$/,
    ],
    [['x.yaml', '--job', '3'], /^--job: unknown flag; .*did you mean --jobs\?$/],
    [['x.yaml', '-j3'], /^-j: unknown flag; expected one of --plan/],
    [['x.yaml', '--plan=yes'], '--plan: expected no value, got yes'],
    [['x.yaml', '--seeds'], '--seeds: expected a value, as in --seeds N'],
    [
      ['x.yaml', '--arms='],
      '--arms: expected a value, as in --arms a,b, got nothing; write one, or leave the flag out',
    ],
    [['x.yaml', '--seeds=0'], '--seeds: expected a positive integer, got 0'],
    [['x.yaml', '--seeds=1e3'], '--seeds: expected a positive integer, got 1e3'],
    [['x.yaml', '--jobs=-1'], '--jobs: expected a positive integer, got -1'],
    [['x.yaml', '--threads=0'], '--threads: expected a positive integer, got 0'],
    [['x.yaml', '--engine=onx'], '--engine: expected one of onnx, tensorflow, cpu, got onx; did you mean onnx?'],
    [
      ['x.yaml', '--keep-going', '--fail-fast'],
      '--fail-fast: expected one of --fail-fast and --keep-going, got both; leave one out',
    ],
    [['x.yaml', '--on=slrum'], '--on: expected one of local, slurm, got slrum; did you mean slurm?'],
    [['x.yaml', '--wait'], '--wait: expected --on=slurm beside it, got none'],
    [['x.yaml', '--on=slurm', '--print', '--wait'], '--wait: expected no --print beside it'],
    [['x.yaml', '--print'], '--print: expected --on=slurm beside it, got none'],
    [['x.yaml', '--on=slurm', '--detach'], '--detach: expected no --on=slurm beside it: a cluster needs no terminal'],
    [['x.yaml', '--partition=long'], '--partition: expected --on=slurm beside it, got none'],
    [['x.yaml', '--on=slurm', '--cpus=2', '--threads=2'], '--cpus: expected no --threads beside it'],
    [['x.yaml', '--on=slurm', '--throttle=2', '--jobs=2'], '--throttle: expected no --jobs beside it'],
    [['x.yaml', '--on=slurm', '--fail-fast'], '--fail-fast: expected no --on=slurm beside it'],
    [[], 'expected one experiment, as in experiments/quickstart.yaml, got none'],
    [['x.yaml', 'y.yaml'], 'expected one experiment, as in experiments/quickstart.yaml, got x.yaml y.yaml'],
  ])('are refused in words: %j', (args, message) => {
    expect(() => readRequest(args)).toThrow(UsageError);
    expect(() => readRequest(args)).toThrow(message);
  });

  it('are all in the usage, and in the table of docs/commands.md', () => {
    const page = readFileSync(join(__dirname, '../../../../../docs/commands.md'), 'utf8');
    for (const name of Object.keys(RUN_FLAGS)) {
      expect(commandHelp('run', run)).toContain(`--${name}`);
      expect(page, `a row of the flag --${name}`).toMatch(new RegExp(`^\\| … .*\`--${name}[\`= ]`, 'm'));
    }
  });
});

describe('--arms', () => {
  const armOf = (declared: string, name = declared) => ({
    declared,
    name,
    trained: true,
    config: {} as never,
    trials: [],
  }); // only names are read
  const arms = ['linear', 'all-dense', 'all-dense-growing', 'fixed.3'].map((name) => armOf(name));

  it.each([
    [['linear'], ['linear']],
    [
      ['fixed.3', 'linear'],
      ['linear', 'fixed.3'],
    ],
    [['all-dense'], ['all-dense']],
    [
      ['all-dense*', 'all-dense'],
      ['all-dense', 'all-dense-growing'],
    ],
    [
      ['*growing', 'f*3'],
      ['all-dense-growing', 'fixed.3'],
    ],
  ])('%j are %j', (patterns, names) => {
    expect(selectArms({ arms }, patterns)).toEqual(names);
  });

  it('an arm with a matrix stands for all its points', () => {
    const points = ['few-count-1', 'few-count-4'].map((name) => armOf('few', name));
    expect(selectArms({ arms: [armOf('linear'), ...points, armOf('few-more')] }, ['few'])).toEqual([
      'few-count-1',
      'few-count-4',
    ]);
  });

  it.each([
    [
      ['linaer'],
      '--arms: expected some of linear, all-dense, all-dense-growing, fixed.3, got linaer; did you mean linear?',
    ],
    [
      ['linear', 'fixed-3*'],
      '--arms: expected some of linear, all-dense, all-dense-growing, fixed.3, got fixed-3*; did you mean fixed.3?',
    ],
    [[], '--arms: expected some of linear, all-dense, all-dense-growing, fixed.3, got none'],
  ])('%j are refused', (patterns, message) => {
    expect(() => selectArms({ arms }, patterns)).toThrow(new UsageError(message));
  });
});

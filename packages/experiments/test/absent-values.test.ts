import { parseArguments } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { readCondition } from '../src/commands/conditions.js';
import { readRequest } from '../src/commands/run/flags.js';
import { formatRemovals } from '../src/run/plan/format-removals.js';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const base = 'batch: 32\nbudget: { points: 3200 }\nloss: { speed: { weight: 1 } }\n';
const x = (rest = '') => ({
  base,
  x: `extends: base\nquestion: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n  a: {}\n${rest}`,
});
const batchOf = (set: readonly string[]) => resolveIn(x(), { set }).arms[1]!.config.batch;

describe('a value that is not there', () => {
  it.each([['batch='], ['batch= '], ['loss='], ['batch= # 32'], ['optimiser.learningRate='], ['seeds=']])(
    'is refused in --set %s',
    (text) => {
      const key = text.slice(0, text.indexOf('='));
      expect(refusals(x(), { set: [text] })).toEqual([
        `--set ${text}: expected a value after ${key}=; write null to remove it`,
      ]);
    },
  );

  it.each([
    ['batch:', 'experiments/x.yaml:7:1: expected a value after batch:; write null to remove it'],
    ['batch: # 32', 'experiments/x.yaml:7:1: expected a value after batch:; write null to remove it'],
    ['batch: &size', 'experiments/x.yaml:7:1: expected a value after batch:; write null to remove it'],
    ['loss: { speed: }', 'experiments/x.yaml:7:9: expected a value after speed:; write null to remove it'],
    ['loss: { speed }', 'experiments/x.yaml:7:9: expected a value after speed:; write null to remove it'],
    [
      'seeds: [1, ]\nmatrix:\n  batch:\n    - 32\n    -',
      'experiments/x.yaml:11:6: expected a value after -; write it, or delete the dash',
    ],
    ['claims:', 'experiments/x.yaml:7:1: expected a value after claims:; write null to remove it'],
  ])('is refused in a file: %s', (text, message) => {
    expect(refusals(x(text))).toEqual([message]);
  });

  it('is told of, however many there are', () => {
    expect(refusals(x('batch:\noptimiser:'), { set: ['loss='] })).toHaveLength(3);
  });

  it.each([['results'], ['where'], ['limit']])('is refused of the flags of a command: --%s', (flag) => {
    const flags = {
      where: { about: '', value: 'KEY=VALUE', multiple: true },
      limit: { about: '', value: 'N' },
      results: { about: '', value: 'FOLDER' },
    } as const;
    for (const args of [[`--${flag}=`], [`--${flag}`, ''], [`--${flag}= `]]) {
      expect(() => parseArguments(args, flags), args.join(' ')).toThrow(
        new RegExp(
          `^--${flag}: expected a value, as in --${flag} [A-Z=]+, got nothing; write one, or leave the flag out$`,
        ),
      );
    }
  });

  it.each([[['--set', '']], [['--set= ']], [['--arms=']], [['--engine=']], [['--jobs', '']], [['--seeds=']]])(
    'is refused of the flags of a run: %j',
    (args) => {
      expect(() => readRequest(['x.yaml', ...args])).toThrow(/: expected a value, as in /);
    },
  );

  it('is refused as the experiment to run', () => {
    expect(() => readRequest([''])).toThrow(/expected one experiment/);
  });

  it('is refused in a condition, where null is a value', () => {
    expect(() => readCondition('status=')).toThrow(
      '--where status=: expected a value after status=; write null for trials that have none',
    );
    expect(readCondition('status=null').holds(undefined)).toBe(true);
  });
});

describe('a null that is written', () => {
  it.each([['batch=null'], ['batch=~'], ['batch=NULL']])('takes away what the files say: %s', (text) => {
    expect([batchOf([]), batchOf([text])]).toEqual([32, 256]);
  });

  it('is shown in the plan, with the value that holds instead', () => {
    const file = x('optimiser: { beta1: null }\nloss: { speed: null }');
    const { removed } = resolveIn(file, { set: ['batch=null'] });
    expect(formatRemovals(removed)).toEqual([
      'null removes optimiser.beta1 (experiments/x.yaml:7:14); the value is now 0.9',
      'null removes loss.speed (experiments/x.yaml:8:9); the value is now unset',
      'null removes batch (--set batch=null); the value is now 256',
    ]);
  });

  it('is told of with its arm, and not where something else is set in its place', () => {
    const file = {
      base: `${base}optimiser: { beta1: null }\n`,
      x: x().x.replace('a: {}', 'a: { loss: { speed: null } }\n  b: {}'),
    };
    expect(formatRemovals(resolveIn(file, { set: ['optimiser.beta1=0.5'] }).removed)).toEqual([
      'null removes loss.speed (experiments/x.yaml:6:16, arm a); the value is now unset',
    ]);
  });
});

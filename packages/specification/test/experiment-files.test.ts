import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { plannedPoints } from '../src/trial/budget.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { formatJsonSchema } from '../src/schema/json-schema.js';
import { formatTrial, parseTrial } from '../src/trial/trial-file.js';

const root = join(__dirname, '..', '..', '..');
const committed = readFileSync(join(root, 'packages/experiments/schema/experiment.schema.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(committed));
const files = readdirSync(join(root, 'experiments')).filter((name) => name.endsWith('.yaml'));

const text = (file: string) => readFileSync(join(root, 'experiments', file), 'utf8');

it('the editors’ schema is current: `npm run schema` in packages/experiments writes it', () => {
  expect(committed).toBe(formatJsonSchema());
});

describe.each(files)('experiments/%s', (file) => {
  it('names the editors’ schema in its first line, and fits it', () => {
    expect(text(file).split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../packages/experiments/schema/experiment.schema.json',
    );
    expect(schema.safeParse(parse(text(file))).error?.issues ?? []).toEqual([]);
  });

  if (file.startsWith('_')) {
    it('is there to be extended', () =>
      expect(() => resolveExperiment(`experiments/${file}`, { root })).toThrow(/can only be extended/));
    return;
  }

  const experiment = resolveExperiment(`experiments/${file}`, { root });
  const configs = experiment.arms.map((arm) => arm.config);

  it('resolves to arms and trials', () => {
    expect(experiment).toMatchObject({ name: basename(file, '.yaml'), file: `experiments/${file}` });
    expect(experiment.arms.map(({ name }) => name)).toContain(experiment.baseline);
    for (const { trials } of experiment.arms) expect(trials.length).toBeGreaterThan(0);
  });

  it('gives every trained arm as many points or FLOPs as any other at its budget', () => {
    const amounts = new Map<string, Set<string>>();
    for (const { config, trials } of experiment.arms.filter(({ trained }) => trained)) {
      const budget = JSON.stringify(Object.entries(trials[0]!.point).filter(([key]) => key.startsWith('budget')));
      const amount = 'flops' in config.budget ? JSON.stringify(config.budget) : `${plannedPoints(config)} points`;
      amounts.set(budget, (amounts.get(budget) ?? new Set()).add(amount));
    }
    for (const alike of amounts.values()) expect(alike.size).toBe(1);
  });

  it('survives being written and read, to the last default', () => {
    for (const config of configs) expect(parseTrial(formatTrial(config), 'spec.yaml')).toEqual(config);
  });
});

describe('the editors’ schema', () => {
  it.each([
    'batsh: 1',
    'batch: x',
    'arms: { a: { path: { kind: netwerk } } }',
    'arms: { a: { path: { kind: linear, times: 1 } } }',
    'arms: { a: { loss: { attraction: { weight: { kind: exponential, fron: 1 } } } } }',
    'arms: { A: {} }',
  ])('refuses %s', (yaml) => expect(schema.safeParse(parse(yaml)).success).toBe(false));

  it.each([
    'arms: { a: null }',
    'arms: { a: { path: { hidden: [8, 8, 8] }, sampling: { alphas: { count: 3 } } } }',
    'loss: { attraction: null }',
    'loss: { attraction: { weight: { to: 1 } } }',
    'matrix: { loss.attraction.weight: [1, { kind: linear, from: 1, to: 0 }] }',
  ])('takes %s', (yaml) => expect(schema.safeParse(parse(yaml)).success).toBe(true));
});

describe('the question of dense α', () => {
  const arm = (name: string) =>
    resolveExperiment('experiments/dense-alpha.yaml', { root }).arms.find((one) => one.name === name)!.config;

  it('changes one thing between two arms that are compared', () => {
    const without = (name: string, part: 'pairs' | 'alphas') => {
      const { sampling, ...rest } = arm(name);
      return { ...rest, kept: sampling[part] };
    };
    expect(without('fixed-single', 'pairs')).toEqual(without('fixed-dense', 'pairs'));
    expect(without('fixed-dense', 'alphas')).toEqual(without('all-dense', 'alphas'));
    expect(without('all-single', 'pairs')).toEqual(without('all-dense', 'pairs'));
    expect({ ...arm('all-dense-growing'), curriculum: null }).toEqual({ ...arm('all-dense'), curriculum: null });
  });
});

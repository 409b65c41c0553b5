import { describe, expect, it } from 'vitest';
import { armSettings } from '../src/experiment/settings.js';
import { armsOf, base, file, resolveIn } from './five-arms.js';

describe('the name of an experiment that is changed from outside', () => {
  const named = (set: string[], seeds?: number) =>
    resolveIn({ _base: base, x: file }, { set, ...(seeds !== undefined && { seeds }) }).name;

  it.each([
    [[], 'x'],
    [['budget.projections=6400'], 'x.budget-projections-6400'],
    [['budget={ projections: 6400 }'], 'x.budget-projections-6400'],
    [['optimiser.learningRate=1e-4', 'batch=64'], 'x.batch-64-optimiser-learning-rate-0.0001'],
    [['batch=64', 'optimiser.learningRate=1e-4'], 'x.batch-64-optimiser-learning-rate-0.0001'],
    [['arms.many.sampling.alphas.count=4'], 'x.arms-many-sampling-alphas-count-4'],
    [['loss.attraction=null'], 'x.loss-attraction-null'],
    [['path.hidden=[8, 16, 8]'], 'x.path-hidden-8-16-8'],
    [['seeds=[1, 2]'], 'x'],
    [['logging.everySteps=1', 'checkpoint.everySeconds=5'], 'x'],
  ])('%j', (set, name) => expect(named(set)).toBe(name));

  it('is that of the file for more seeds: they extend the same experiment', () => expect(named([], 3)).toBe('x'));

  it('is its own where a value cannot stand in a name', () => {
    expect(named(['question=Why?'])).toMatch(/^x\.question-why-[0-9a-f]{12}$/);
    expect(named(['question=Why?'])).not.toBe(named(['question=Why!']));
  });

  it('fits a folder, however much is changed', () => {
    const many = (weight: number) =>
      named([
        'path.hidden=[1024, 1024, 1024, 1024, 1024]',
        'vae.training.learningRate=0.123456789',
        'evaluation.frames.pairs=3',
        `loss.attraction.weight=${weight}`,
      ]);
    expect(many(0.1)).toMatch(
      /^x\.evaluation-frames-pairs-3-loss-attraction-weight-0\.1-path-hidden-1024-.*-[0-9a-f]{12}$/,
    );
    expect(many(0.1).length).toBeLessThanOrEqual(100);
    expect(many(0.1)).not.toBe(many(0.2));
  });

  it('tells what was changed', () => {
    expect(resolveIn({ _base: base, x: file }, { set: ['batch=64', 'seeds=2'] })).toMatchObject({
      file: 'experiments/x.yaml',
      changes: ['batch=64'],
      seeds: [1, 2],
    });
  });
});

describe('armSettings', () => {
  const settings = Object.fromEntries(
    [...armSettings(resolveIn({ _base: base, x: file }))].map(([arm, list]) => [
      arm,
      Object.fromEntries(list.map(({ key, value }) => [key, value])),
    ]),
  );

  it('gives what an arm uses and others do not have alike', () => {
    expect(settings['linear']).toEqual({ 'path.kind': 'linear' });
    expect(settings['projected']).toEqual({ 'path.kind': 'projected', 'path.times': 2 });
    expect(settings['one']).toEqual({
      'path.kind': 'network',
      'sampling.alphas.kind': 'single',
      'curriculum.kind': 'constant',
    });
    expect(settings['growing']).toEqual({
      'path.kind': 'network',
      'sampling.alphas.kind': 'dense',
      'sampling.alphas.count': 8,
      'curriculum.kind': 'alpha-count',
      'curriculum.from': 1,
      'curriculum.to': 8,
    });
  });

  it('shows a constant weight as its number', () => {
    const arms = armsOf(`${file}  \nmatrix: { loss.attraction.weight: [0.1, 0.2] }`);
    const list = armSettings({ arms }).get('one-attraction-weight-0.2')!;
    expect(list).toContainEqual({ key: 'loss.attraction.weight', value: 0.2 });
  });
});

import type { IndexValue } from '@latent-paths/data';
import { describe, expect, it } from 'vitest';
import { readCondition } from '../../src/commands/conditions.js';
import { resolveKey } from '../../src/commands/keys.js';
import { readSortKeys, sortRows } from '../../src/commands/sort-order.js';

describe('conditions', () => {
  it.each<[string, IndexValue | undefined, boolean]>([
    ['batch=256', 256, true],
    ['batch=256', 128, false],
    ['batch!=256', 128, true],
    ['batch!=256', undefined, true],
    ['batch=2.56e+2', 256, true],
    ['batch<256', 128, true],
    ['batch<256', 256, false],
    ['batch<=256', 256, true],
    ['batch>=256', 255.9, false],
    ['batch>0', undefined, false],
    ['batch<0', null, false],
    ['batch>0', '1', true],
    ['arm=all-dense', 'all-dense', true],
    ['arm=all-dense', 'all', false],
    ['arm=1', '1', true],
    ['trained=true', true, true],
    ['trained=true', 'true', true],
    ['trained=false', true, false],
    ['endedAt=null', null, true],
    ['endedAt=null', undefined, true],
    ['endedAt!=null', '2026-01-01', true],
    ['startedAt>2026-01-02', '2026-01-03T10:00:00.000Z', true],
    ['startedAt<2026-01-02', '2026-01-03T10:00:00.000Z', false],
    ['path.hidden=[16, 16]', [16, 16], true],
    ['path.hidden=[16]', [16, 16], false],
    ['loss.attraction.weight = 0.1', 0.1, true],
    ['provenance.command=--set a=b', '--set a=b', true],
  ])('%s of %j is %j', (text, value, expected) => {
    expect(readCondition(text).holds(value)).toBe(expected);
  });

  it.each(['batch', '=3', '', '<3'])('refuses %j', (text) => {
    expect(() => readCondition(text)).toThrow(/--where .*: expected a key/);
  });
});

describe('keys', () => {
  const keys = [
    'seed',
    'points.reprojection.mean',
    'points.reprojection.q95',
    'paths.endpoint-error.mean',
    'sets.diversity',
    'reprojection@0',
    'reprojection@0.5',
    'vae.training.seed',
    'pool.seed',
    'loss.attraction.weight',
    'optimiser.learningRate.kind',
  ];

  it.each([
    ['seed', 'seed'],
    ['reprojection', 'points.reprojection.mean'],
    ['endpoint-error', 'paths.endpoint-error.mean'],
    ['diversity', 'sets.diversity'],
    ['reprojection@0.5', 'reprojection@0.5'],
    ['attraction.weight', 'loss.attraction.weight'],
    ['weight', 'loss.attraction.weight'],
    ['learningRate.kind', 'optimiser.learningRate.kind'],
    ['q95', 'points.reprojection.q95'],
  ])('%s is %s', (name, key) => expect(resolveKey(name, keys)).toBe(key));

  it.each([
    ['training.seed', null],
    ['mean', 'mean: expected one key, got the ending of several: points.reprojection.mean, paths.endpoint-error.mean'],
    [
      'reprojection@0.4',
      'reprojection@0.4: expected an α of the grid, got 0.4; the nearest are reprojection@0.5 and reprojection@0',
    ],
    ['diversty', 'did you mean'],
    ['learningRate', 'learningRate: expected one key, got the beginning of several: optimiser.learningRate.kind'],
    ['nothing', /nothing: no trial has this key; all are listed by/],
  ])('%s', (name, message) => {
    if (message === null) expect(resolveKey(name, keys)).toBe('vae.training.seed');
    else expect(() => resolveKey(name, keys)).toThrow(message);
  });
});

describe('order', () => {
  const sorted = (text: string, ...columns: (IndexValue | undefined)[][]) =>
    sortRows(
      [0, 1, 2, 3],
      readSortKeys(text).map(({ descending }, i) => ({ column: columns[i]!, descending })),
    );

  it('is by value, and what has none comes last both ways', () => {
    expect(sorted('a', [3, 20, undefined, 1])).toEqual([3, 0, 1, 2]);
    expect(sorted('-a', [3, 20, null, 1])).toEqual([1, 0, 3, 2]);
    expect(sorted('a', ['b', 'a', 'c', 'a'])).toEqual([1, 3, 0, 2]);
  });

  it('goes by the next key where the first is equal, and else keeps what was', () => {
    expect(sorted('a,-b', [1, 1, 0, 1], [5, 7, 0, 7])).toEqual([2, 1, 3, 0]);
    expect(sorted('a', [1, 1, 1, 1])).toEqual([0, 1, 2, 3]);
  });
});

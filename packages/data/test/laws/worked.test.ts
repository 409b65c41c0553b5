import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { workedExamples } from '../../../../tools/testing/src/laws/worked-examples.js';
import {
  alphaSamplers,
  pairSamplers,
  type AlphaContext,
  type AlphaExample,
  type AlphaSampler,
  type PairContext,
  type PairExample,
  type PairSampler,
} from '../../src/index.js';
import { holdWithin } from '../../../../tools/testing/src/laws/hold-within.js';

it.each(workedExamples<(context: PairContext) => PairSampler, PairExample>(pairSamplers))(
  'the sampler of pairs $kind visits as many as its worked example says',
  ({ made, worked: { poolSize, visits, distinct } }) => {
    expect(made({ poolSize, key: rootKey(1) }).distinct(visits)).toBeCloseTo(distinct, 12);
  },
);

it.each(workedExamples<(context: AlphaContext) => AlphaSampler, AlphaExample>(alphaSamplers))(
  'the sampler of α $kind draws where its worked example says',
  ({ kind, made, worked: { belowQuarter, cells } }) => {
    const sampler = made({ key: rootKey(1) });
    expect(sampler.cumulative(0.25)).toBeCloseTo(belowQuarter, 12);
    expect(sampler.perPair).toBe(cells.length);
    for (let visit = 0; visit < 20; visit++) {
      const alphas = new Float32Array(cells.length);
      const firstPoint = visit * cells.length;
      const pairs = [{ a: 0, b: 1, slot: 0 }];
      sampler.fill({ pairs, firstPosition: visit, firstPoint, perPair: cells.length }, alphas);
      alphas.sort().forEach((alpha, i) => holdWithin(`α ${i} of ${kind} at visit ${visit}`, alpha, cells[i]!));
    }
  },
);

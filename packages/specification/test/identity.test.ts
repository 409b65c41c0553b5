import { describe, expect, it } from 'vitest';
import { poolInputHash, trialHash, vaeInputHash } from '../src/trial/identity.js';
import { trialSchema } from '../src/trial/trial-schema.js';
import type { TrialKey } from '../src/trial/trial-shape.js';

/** Another value for each key of a trial. */
const changes: Record<TrialKey, unknown> = {
  data: { kind: 'shapes', size: 64 },
  vae: { training: { klWeight: 0.5 } },
  pool: { seed: 2 },
  path: { kind: 'network', form: 'direct' },
  loss: { reprojection: { weight: 1 }, attraction: { weight: 0.2 } },
  sampling: { alphas: { kind: 'single' } },
  curriculum: { kind: 'alpha-count' },
  optimiser: { beta1: 0.5 },
  batch: 128,
  budget: { points: 80_000 },
  validation: { alphas: 5 },
  evaluation: { pairs: 100 },
  fewPairs: 'accept',
  logging: { everySteps: 3 },
  checkpoint: { everySeconds: 3 },
};

/** What may change without the identity of a trial that trains, or of one that does not. */
const indifferent = {
  network: ['fewPairs', 'logging', 'checkpoint'],
  linear: [
    'fewPairs',
    'logging',
    'checkpoint',
    'loss',
    'sampling',
    'curriculum',
    'optimiser',
    'batch',
    'budget',
    'validation',
  ],
};

const keys = Object.keys(changes) as TrialKey[]; // Object.keys forgets that they are the record's names

describe.each(['network', 'linear'] as const)('a trial of the path %s', (kind) => {
  const base = { path: { kind } };
  const hash = (settings: object) => trialHash(trialSchema.parse({ ...base, ...settings }), 1);

  it.each(keys)('counts %s if it uses it', (key) => {
    const same = hash({ [key]: changes[key] }) === hash({});
    expect(same).toBe(indifferent[kind].includes(key));
  });

  it('counts the seed if it trains', () => {
    const config = trialSchema.parse(base);
    expect(trialHash(config, 1) === trialHash(config, 2)).toBe(kind === 'linear');
  });

  it('does not see defaults that are written out, nor the order of keys', () => {
    expect(hash({ optimiser: { beta2: 0.99, beta1: 0.9 } })).toBe(hash({}));
  });
});

describe('artifacts', () => {
  const config = (settings: object) => trialSchema.parse(settings);
  it.each(keys)('count %s if they are made from it', (key) => {
    const changed = config({ [key]: changes[key] });
    expect(vaeInputHash(changed) === vaeInputHash(config({}))).toBe(!['data', 'vae'].includes(key));
    expect(poolInputHash(changed) === poolInputHash(config({}))).toBe(!['data', 'vae', 'pool'].includes(key));
  });
});

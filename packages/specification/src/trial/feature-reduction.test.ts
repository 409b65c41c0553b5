import { expect, it } from 'vitest';
import { featureReduction } from './feature-reduction.js';
import { featuresInputHash, trialHash } from './identity.js';
import { trialSchema } from './trial-schema.js';

const of = (size: number | readonly number[] | undefined) =>
  trialSchema.parse({ data: { kind: 'folder', path: 'pictures', size, content: 'a'.repeat(64) } });

it('keeps sides at 64 or below, and leaves pictures whose size is not stated as they are', () => {
  expect([16, 64, 65, 128, 129, 256, [32, 200], undefined].map((size) => featureReduction(of(size)))).toEqual([
    1, 1, 2, 2, 3, 4, 4, 1,
  ]);
});

/** What version 0.2.0 gave, which computed features of large pictures as they are. */
const BEFORE = {
  features: {
    64: 'eb05e2e4cd16b5d16864e9bf0a90a1728fed0473377ad9ae5cdd86e0e8529ed6',
    128: 'af9c7d1b1511d89f61b099455bc8c6e1925f153f43c876624f54c2bbfc51e639',
  },
  trial: {
    64: '97e294d96eb0231c22aff1497d9379fc4a5a8e6086111f1a066919f687826254',
    128: '1004b5bfd892833d734f5a8aa327c00fa9c599724b518ac6aab26f5cf8b26962',
  },
};

it('is part of the identity of features and of trials where pictures are large, and of no other', () => {
  expect(featuresInputHash(of(64))).toBe(BEFORE.features[64]);
  expect(trialHash(of(64), 1)).toBe(BEFORE.trial[64]);
  expect(featuresInputHash(of(128))).not.toBe(BEFORE.features[128]);
  expect(trialHash(of(128), 1)).not.toBe(BEFORE.trial[128]);
});

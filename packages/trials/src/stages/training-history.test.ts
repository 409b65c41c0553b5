import { expect, it } from 'vitest';
import type { ImageSource } from '@latent-paths/data';
import { encodeCheckpoint, type History } from '../training/checkpoint.js';
import type { StageContext } from './context.js';
import { trainingHistory } from './training-history.js';

const provenance = {
  commit: 'c'.repeat(40),
  dirty: null,
  versions: {},
  engine: 'onnx (1)',
  threads: 1,
  cpu: 'Some CPU',
  platform: 'test',
  command: 'test',
};
const AT = '2020-01-01T00:00:00.000Z';
const display = { say: () => undefined };
const context = { provenance, date: () => AT, display } as unknown as StageContext; // all that is asked for

const sourceOf = (content: string) => ({ unnamedFiles: { folder: '/mnist', content: () => content } }) as ImageSource;

function resumed(history?: History) {
  const state = { step: 5, seconds: 1, memory: {}, arrays: {} };
  const bytes = encodeCheckpoint(state, { engine: 'onnx (1)', cpu: 'Some CPU', ...(history && { history }) });
  return { ...state, saved: { path: 'x/checkpoint.safetensors', bytes, note: '', damaged: null } };
}

it('goes on where nothing is known of who made it, or nothing has changed', () => {
  const source = sourceOf('a'.repeat(64));
  const resumes = [{ at: AT, step: 5 }];
  expect(trainingHistory(resumed(), source, context)).toEqual({ images: 'a'.repeat(64), provenance, resumes });
  const before = trainingHistory(undefined, source, context);
  expect(before).toEqual({ images: 'a'.repeat(64), provenance, resumes: [] });
  expect(trainingHistory(resumed(before), source, context)).toEqual({ ...before, resumes });
});

it('does not go on with other images of the same folder', () => {
  const before = trainingHistory(undefined, sourceOf('a'.repeat(64)), context);
  expect(() => trainingHistory(resumed(before), sourceOf('b'.repeat(64)), context)).toThrow(
    '/mnist: expected the images of content aaaaaaaaaaaa, which x/checkpoint.safetensors was made of, got ' +
      'bbbbbbbbbbbb; name it by data.path',
  );
});

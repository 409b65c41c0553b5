import { trialSchema } from '@latent-paths/specification/trial';
import { expect, it } from 'vitest';
import { estimator } from './estimate.js';
import { workloadOf } from './workload.js';

const data = { kind: 'folder', path: 'pictures', size: 64, content: 'a'.repeat(64) };
const vae = { kind: 'onnx', encoder: 'e.onnx', decoder: 'd.onnx', content: 'b'.repeat(64) };

it('holds no import of a VAE against the images of one that is trained', () => {
  const trained = workloadOf(trialSchema.parse({ data })).vae!;
  const imported = workloadOf(trialSchema.parse({ data, vae })).vae!;
  const seconds = { kind: 'vae', machine: 'here', coreSeconds: 4 } as const;
  expect(estimator([{ ...imported, ...seconds }], 'here')('vae', trained)).toBeNull();
  expect(estimator([{ ...trained, ...seconds }], 'here')('vae', imported)).toBeNull();
  expect(estimator([{ ...imported, ...seconds }], 'here')('vae', imported)).toEqual({ coreSeconds: 4, basis: 'alike' });
});

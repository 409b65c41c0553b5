import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '@latent-paths/pretrained';
import { uniform } from '../agreement.js';
import { holdLaw } from './hold-law.js';

const read = (file: string) => readFileSync(join(__dirname, 'networks', file));

describe('a network that PyTorch exported (tools/reference/onnx_networks.py)', () => {
  it.each([
    ['zoo-opset-11.onnx', [3, 3, 16, 16]],
    ['zoo-opset-17.onnx', [3, 3, 16, 16]],
    ['zoo-functions.onnx', [3, 3, 16, 16]],
    ['autoencoder.onnx', [3, 1, 16, 16]],
  ] as const)('%s gives what onnxruntime gives, at another batch, and its gradient', async (file, shape) => {
    await holdLaw({ piece: file, bytes: read(file), feeds: { x: uniform('images', shape) }, differentiated: ['x'] });
  });

  it('of a whole autoencoder is cut at its latent, named first; each part gives what onnxruntime gives', async () => {
    const model = readOnnx(read('autoencoder.onnx'), { file: 'autoencoder.onnx' });
    const latent = model.describe().latents[0]!;
    expect(latent.shape?.at(-1)).toBe(3);
    await holdLaw({
      piece: 'the encoder',
      bytes: model.cut({ to: latent.name }).encode(),
      feeds: { x: uniform('images', [3, 1, 16, 16]) },
      differentiated: ['x'],
    });
    await holdLaw({
      piece: 'the decoder',
      bytes: model.cut({ from: latent.name }).encode(),
      feeds: { [latent.name]: uniform('latents', [3, 3]) },
      differentiated: [latent.name],
    });
  });
});

const vaes = process.env['LATENT_PATHS_VAES'];
const vaelight = (file: string) => join(vaes ?? '', 'vaelight', file);

describe.skipIf(vaes === undefined || !existsSync(vaelight('VAEencoder.onnx')))(
  'VAElight, where LATENT_PATHS_VAES names the folder that has it,',
  () => {
    it.each([
      ['VAEencoder.onnx', 'input', [2, 3, 64, 64]],
      ['VAEpreview.onnx', 'latent', [2, 4, 8, 8]],
    ] as const)('%s gives what onnxruntime gives', async (file, input, shape) => {
      await holdLaw({ piece: file, bytes: readFileSync(vaelight(file)), feeds: { [input]: uniform(input, shape) } });
    });
  },
);

import { exportOnnx } from '@latent-paths/engine';
import { pathStep } from '@latent-paths/trials/steps';
import type { PathFormat } from './path-format.js';

/** The path as a model that computes it, whatever it is made of. */
export const onnx: PathFormat = {
  about: 'a model that computes z, in operators of ONNX itself (opset 18)',
  extension: 'onnx',
  takes: ['with', 'batch'],
  encode({ trial, decoder, rows, metadata }) {
    const { path, theta, vae } = trial.finished;
    const options = { path, theta, vae, decoder };
    const { bytes, inputs, outputs } = exportOnnx({
      step: (count) => pathStep({ ...options, rows: count }),
      rows,
      metadata,
    });
    const shapes = (ports: typeof inputs) => ports.map(({ name, shape }) => ({ name, shape }));
    return { bytes, content: { inputs: shapes(inputs), outputs: shapes(outputs) } };
  },
};

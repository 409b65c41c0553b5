import { exportOnnx } from '@latent-paths/engine';
import { pathStep } from '@latent-paths/trials/steps';
import type { FileFormat, NamedShape } from './path-format.js';
import { portWords } from './port-words.js';

/** The path as a model that computes it, whatever it is made of. */
export const onnx: FileFormat = {
  kind: 'file',
  about: 'a model that computes z, in operators of ONNX itself (opset 18)',
  extension: 'onnx',
  takes: ['with', 'batch'],
  encode({ trial, decoder, rows, metadata }) {
    const { path, theta, vae } = trial.finished;
    const options = { path, theta, vae, decoder, ...(vae.latentShape && { axes: vae.latentShape }) };
    const { bytes, inputs, outputs } = exportOnnx({
      step: (count) => pathStep({ ...options, rows: count }),
      rows,
      metadata,
    });
    const shapes = (ports: typeof inputs) => ports.map(({ name, shape }) => ({ name, shape }));
    const content = { inputs: shapes(inputs), outputs: shapes(outputs) };
    return { bytes, content, usage: usageOf(content) };
  },
};

function usageOf({ inputs, outputs }: Record<'inputs' | 'outputs', readonly NamedShape[]>): string {
  const names = inputs.map(({ name }) => `"${name}": ${name}`).join(', ');
  return `A model of ONNX, opset 18, in float32. It takes ${portWords(inputs)}, and gives ${portWords(outputs)}.

\`\`\`python
import onnxruntime
session = onnxruntime.InferenceSession("path.onnx")
${outputs.map(({ name }) => name).join(', ')}${outputs.length === 1 ? ',' : ''} = session.run(None, {${names}})
\`\`\``;
}

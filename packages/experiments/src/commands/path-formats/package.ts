import { fillNormal, ndarray, rootKey, split } from '@latent-paths/core';
import { javascriptRuntime, openEngine, toProgram } from '@latent-paths/engine';
import { pathStep } from '@latent-paths/trials/steps';
import { coresHere } from '../../machine/cores.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import { packageFiles } from './package-files.js';
import type { FolderFormat } from './path-format.js';
import { takenModel } from './taken-model.js';

/** α of the points that the package is tested on, a pair of latents each. */
const TESTED = [0, 0.25, 0.5, 0.75, 1];

/** The path as a package of plain JavaScript, from the same model that `--to onnx` writes. */
export const packageFormat: FolderFormat = {
  kind: 'folder',
  about: 'a package of plain JavaScript without dependencies: interpolate(zA, zB, alpha), types and a test',
  takes: [],
  async encode({ trial }) {
    const { latentSize } = trial.finished.vae;
    const { program, weights, output } = takenModel('package', { trial, decoder: false, rows: 1 }, (model) => ({
      ...toProgram(model),
      output: model.outputs[0]!,
    }));
    const gives = output.name === 'z' ? 'the point of the path' : 'the picture [h, w, c] of the path, values 0…1';
    return {
      files: packageFiles({
        trial: trial.name,
        latentSize,
        gives,
        runtime: javascriptRuntime(),
        program,
        weights,
        points: await testedPoints(trial),
      }),
      content: { interpolate: [{ name: output.name, shape: output.shape.slice(1) }] },
      usage: `A module of plain JavaScript for Node (18 or newer), browsers and bundlers. It has no dependencies, \
reads no file and asks for nothing. Products use WebAssembly's SIMD where it is there and the page's policy allows it. \
\`node --test\` in its folder holds it to the trial's own numbers.

\`\`\`js
import { interpolate } from './index.js';
const z = interpolate(zA, zB, 0.5); // zA and zB: ${latentSize} numbers each
\`\`\`

\`interpolate\` gives ${gives}, as a Float32Array.`,
    };
  },
};

/** Points of the path as the engine computes them, between normal draws. */
async function testedPoints({ finished: { path, theta, vae } }: InterpolatableTrial) {
  const rows = TESTED.length;
  const draw = (name: string) => {
    const data = new Float32Array(rows * vae.latentSize);
    fillNormal(split(rootKey(1), name), 0, data);
    return ndarray([rows, vae.latentSize], data);
  };
  const [zA, zB] = [draw('zA'), draw('zB')];
  const engine = await openEngine(undefined, { threads: coresHere().count });
  try {
    const program = await engine.compile(pathStep({ path, theta, vae, decoder: false, rows }));
    const alpha = ndarray([rows], Float32Array.from(TESTED));
    const [made] = Object.values(await program.run({ z_a: zA, z_b: zB, alpha }));
    const row = (data: ArrayLike<number>, i: number) =>
      Array.from({ length: data.length / rows }, (_, j) => data[i * (data.length / rows) + j]!);
    return TESTED.map((at, i) => ({
      zA: row(zA.data, i),
      zB: row(zB.data, i),
      alpha: at,
      expected: row(made!.data, i),
    }));
  } finally {
    engine.dispose();
  }
}

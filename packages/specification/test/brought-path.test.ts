import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGraph } from '@latent-paths/pretrained';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { trialHash } from '../src/trial/identity.js';
import { trialSchema } from '../src/trial/trial-schema.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const yamlOf = (path: string, rest = '') =>
  `question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: { path: ${path} } }\n` +
  `vae: { latent: 4 }\n${rest}\n`;
const idOf = (path: string, rest = '') => resolveIn({ x: yamlOf(path, rest) }).arms[1]!.trials[0]!.id;

/** [n, width] → [n, 4], the first numbers. */
function network(width: number): Uint8Array {
  return encodeGraph({
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [{ name: 'x', type: 'float32', shape: ['n', width] }],
    outputs: [{ name: 'z', type: 'float32', shape: ['n', 4] }],
    nodes: [
      {
        op: 'Split',
        domain: '',
        name: 'only',
        inputs: ['x', 'sizes'],
        outputs: ['z', 'rest'],
        attributes: { axis: { kind: 'int', value: 1 } },
      },
    ],
    constants: new Map([['sizes', { type: 'int64', shape: [2], data: Float64Array.of(4, width - 4) }]]),
    between: new Map(),
    notes: [],
  });
}

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'path.onnx');
  writeFileSync(file, network(9));
});

describe('a path from an ONNX file', () => {
  it('is known by what its files hold, and trains nothing', () => {
    const id = idOf(`{ kind: onnx, file: ${file} }`);
    const elsewhere = join(temporaryFolder(), 'renamed.onnx');
    copyFileSync(file, elsewhere);
    expect(idOf(`{ kind: onnx, file: ${elsewhere}, source: here, licence: MIT }`)).toBe(id);
    const pairs = join(temporaryFolder(), 'pairs.csv');
    writeFileSync(pairs, '0,1,0.5');
    const gaps = 'evaluation: { gaps: {} }';
    expect(idOf(`{ kind: onnx, file: ${file}, pairs: ${pairs} }`, gaps)).not.toBe(
      idOf(`{ kind: onnx, file: ${file} }`, gaps),
    );
    expect(resolveIn({ x: yamlOf(`{ kind: onnx, file: ${file} }`) }).arms[1]!.trained).toBe(false);
    expect(() => trialHash(trialSchema.parse({ path: { kind: 'onnx', file } }), 1)).toThrow('path.content: expected');
  });

  it('is known by batch too where its gaps are measured, which tells on how many points', () => {
    const pairs = join(temporaryFolder(), 'pairs.csv');
    writeFileSync(pairs, '0,1,0.5');
    const known = (batch: number) =>
      idOf(`{ kind: onnx, file: ${file}, pairs: ${pairs} }`, `batch: ${batch}\nevaluation: { gaps: {} }`);
    const unknown = (batch: number) =>
      idOf(`{ kind: onnx, file: ${file} }`, `batch: ${batch}\nevaluation: { gaps: {} }`);
    expect(known(64)).not.toBe(known(128));
    expect(unknown(64)).toBe(unknown(128));
  });

  it('is refused before anything runs where it is none between such latents', () => {
    writeFileSync(file, network(8));
    expect(refusals({ x: yamlOf(`{ kind: onnx, file: ${file} }`) }).join()).toMatch(
      /path\.file.*expected one input \[n, 9\].*got x \[n, 8\]: α is not among its numbers/s,
    );
    writeFileSync(file, 'no model');
    expect(refusals({ x: yamlOf(`{ kind: onnx, file: ${file} }`) }).length).toBe(1);
    expect(refusals({ x: yamlOf('{ kind: onnx, file: nowhere.onnx }') }).join()).toMatch(/expected a file, found none/);
  });

  it('asks for gaps where it is told what it was trained on', () => {
    expect(refusals({ x: yamlOf(`{ kind: onnx, file: ${file}, pairs: pairs.csv }`) }).join()).toMatch(
      /path\.pairs: expected evaluation\.gaps beside it/,
    );
  });
});

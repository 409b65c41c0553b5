import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { poolInputHash, trialHash, vaeInputHash } from '../src/trial/identity.js';
import { formatTrial, parseTrial } from '../src/trial/trial-file.js';
import { trialSchema } from '../src/trial/trial-schema.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

/** [n, …from] → [n, …to] by one node. */
function oneNode(op: string, from: readonly number[], to: readonly number[]): Uint8Array {
  const graph: OnnxGraph = {
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [{ name: 'from', type: 'float32', shape: ['n', ...from] }],
    outputs: [{ name: 'to', type: 'float32', shape: ['n', ...to] }],
    nodes: [{ op, domain: '', name: 'only', inputs: ['from'], outputs: ['to'], attributes: {} }],
    constants: new Map(),
    between: new Map(),
    notes: [],
  };
  return encodeGraph(graph);
}

let folder: string;
let files: { encoder: string; decoder: string };
beforeEach(() => {
  folder = temporaryFolder();
  files = { encoder: join(folder, 'enc.onnx'), decoder: join(folder, 'dec.onnx') };
  writeFileSync(files.encoder, oneNode('Tanh', [3, 32, 32], [3, 32, 32]));
  writeFileSync(files.decoder, oneNode('Sigmoid', [3, 32, 32], [3, 32, 32]));
});

const yamlOf = ({ encoder, decoder }: typeof files, rest = '') =>
  `question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n` +
  `vae: { kind: onnx, encoder: ${JSON.stringify(encoder)}, decoder: ${JSON.stringify(decoder)}${rest} }\n`;
const idsOf = (yaml: string) => resolveIn({ x: yaml }).arms.flatMap(({ trials }) => trials.map(({ id }) => id));

describe('a VAE that is trained here', () => {
  const kindless = trialSchema.parse({ vae: { latent: 8 } });
  const named = trialSchema.parse({ vae: { kind: 'convolutional', latent: 8 } });

  it('is the same with its kind written out', () => {
    expect([vaeInputHash(named), poolInputHash(named), trialHash(named, 1)]).toEqual([
      vaeInputHash(kindless),
      poolInputHash(kindless),
      trialHash(kindless, 1),
    ]);
  });

  it.each([
    ['quickstart', 'network', 'network-a1569438e1c6'],
    ['dense-alpha', 'fixed-single', 'fixed-single-d956bb1b0f6e'],
    ['dense-alpha', 'linear', 'linear-361e571fbd43'],
    ['architecture', 'silu-3', 'silu-3-cf554d1efe4a'],
  ])('keeps the identity of %s/%s from before there were kinds', (experiment, arm, id) => {
    const root = resolve(__dirname, '../../..');
    const { arms } = resolveExperiment(join(root, `experiments/${experiment}.yaml`), { root });
    expect(arms.find(({ name }) => name === arm)!.trials[0]!.id).toBe(id);
  });
});

describe('a VAE from ONNX files', () => {
  it('is known by what its files hold and how they are read, not by where they lie or what is said of them', () => {
    const ids = idsOf(yamlOf(files));
    const elsewhere = { encoder: join(folder, 'away/e.onnx'), decoder: join(folder, 'away/d.onnx') };
    mkdirSync(join(folder, 'away'));
    copyFileSync(files.encoder, elsewhere.encoder);
    copyFileSync(files.decoder, elsewhere.decoder);
    expect(idsOf(yamlOf(elsewhere, ', licence: MIT, source: a friend, checks: { parity: { refuse: never } }'))).toEqual(
      ids,
    );
    expect(idsOf(yamlOf(files, ', input: { range: [-1, 1] }'))).not.toEqual(ids);
    expect(idsOf(yamlOf(files, ', latent: { use: active }'))).not.toEqual(ids);
    writeFileSync(files.decoder, oneNode('Tanh', [3, 32, 32], [3, 32, 32]));
    expect(idsOf(yamlOf(files))).not.toEqual(ids);
  });

  it('writes the content into the configuration, which is read again as it was', () => {
    const { config } = resolveIn({ x: yamlOf(files) }).arms[0]!;
    expect(config.vae).toMatchObject({ kind: 'onnx', content: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(parseTrial(formatTrial(config), 'spec.yaml')).toEqual(config);
  });

  it('replaces the VAE of the file that it extends', () => {
    const base = 'vae: { latent: 8, channels: [4] }\n';
    const { arms } = resolveIn({ _base: base, x: `extends: _base\n${yamlOf(files)}` });
    expect(arms[0]!.config.vae).not.toHaveProperty('channels');
  });

  it.each([
    ['a file that is not there', { decoder: 'nowhere.onnx' }, '', /nowhere\.onnx: expected a file, found none/],
    ['a file without the other', {}, ', file: x.onnx', /vae: expected encoder and decoder, or file and latent/],
    [
      'active dimensions of one cut',
      {},
      ', latent: { use: active, at: z }',
      /vae: expected encoder and decoder, or file/,
    ],
    ['another use of latents', {}, ', latent: { use: some }', /vae\.latent/],
    ['a key of the other kind', {}, ', channels: [4]', /unknown key.*channels|channels.*unknown key/],
  ])('refuses %s, before anything is computed', (_, other, rest, message) => {
    expect(refusals({ x: yamlOf({ ...files, ...other }, rest) }).join('\n')).toMatch(message);
  });

  it('refuses seeds that would draw it anew', () => {
    expect(refusals({ x: `${yamlOf(files)}seeds: { list: 2, vary: [vae] }\n` }).join('\n')).toMatch(
      /seeds\.vary: expected VAEs that are trained here, got one from files in a, b/,
    );
  });

  it('refuses what is no ONNX, operators that cannot be computed, and pictures of another shape', () => {
    const told = (rest = '') => refusals({ x: yamlOf(files, rest) }).join('\n');
    writeFileSync(files.encoder, oneNode('Tanh', [3, 28, 28], [3, 28, 28]));
    expect(told()).toMatch(/28/);
    writeFileSync(files.encoder, oneNode('NonZero', [3, 32, 32], [3, 32, 32]));
    expect(told()).toMatch(/got 1 obstacle \(opset 17\): \(1\) NonZero/);
    writeFileSync(files.encoder, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    expect(told()).toMatch(/Git LFS/);
  });
});

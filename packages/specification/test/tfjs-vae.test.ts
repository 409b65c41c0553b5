import { cpSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { vaeKind } from '../src/vaes/registry.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

let folder: string;
const at = (name: string) => join(folder, name);

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}
type Weight = Readonly<{ name: string; shape: readonly number[]; dtype: string; quantization?: unknown }>;
type Model = Readonly<Record<string, unknown>>;

const weight = (name: string, ...shape: number[]): Weight => ({ name, shape, dtype: 'float32' });
const dims = (...lengths: number[]) => ({ dim: lengths.map((size) => ({ size: String(size) })) });
const input = (...lengths: number[]): Node => ({
  name: 'x',
  op: 'Placeholder',
  attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: dims(-1, ...lengths) } },
});
const signature = (given: readonly number[], made: readonly number[]) => ({
  inputs: { image: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: dims(-1, ...given) } },
  outputs: { made: { name: 'y:0', dtype: 'DT_FLOAT', tensorShape: dims(-1, ...made) } },
});

const PIXELS = 3 * 32 * 32;
/** Pictures of the default size to 4 numbers: flattened, and one product. */
const encoder = (change: Model = {}): Model => ({
  format: 'graph-model',
  signature: signature([32, 32, 3], [4]),
  modelTopology: {
    node: [
      input(32, 32, 3),
      { name: 'w', op: 'Const' },
      { name: 'flat', op: 'Const' },
      { name: 'r', op: 'Reshape', input: ['x', 'flat'] },
      { name: 'y', op: 'MatMul', input: ['r', 'w'] },
    ],
  },
  weightsManifest: [
    { paths: ['w.bin'], weights: [weight('w', PIXELS, 4), { name: 'flat', shape: [2], dtype: 'int32' }] },
  ],
  ...change,
});
/** And back, in halves of the weights that lie in two files. */
const decoder: Model = {
  format: 'graph-model',
  signature: signature([2], [32, 32, 3]),
  modelTopology: {
    node: [
      input(2),
      { name: 'w', op: 'Const' },
      { name: 'image', op: 'Const' },
      { name: 'm', op: 'MatMul', input: ['x', 'w'] },
      { name: 'r', op: 'Reshape', input: ['m', 'image'] },
      { name: 'y', op: 'Sigmoid', input: ['r'] },
    ],
  },
  weightsManifest: [
    {
      paths: ['a.bin', 'b.bin'],
      weights: [weight('w', 2, PIXELS), { name: 'image', shape: [4], dtype: 'int32' }],
    },
  ],
};

function write(name: string, model: Model, files: Readonly<Record<string, Uint8Array>>): string {
  const path = at(`${name}/model.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(model));
  for (const [file, bytes] of Object.entries(files)) writeFileSync(at(`${name}/${file}`), bytes);
  return path;
}
const bytesOf = (floats: number, whole: readonly number[]): Uint8Array =>
  Buffer.concat([
    new Uint8Array(new Float32Array(floats).fill(0.01).buffer),
    new Uint8Array(Int32Array.from(whole).buffer),
  ]);
const encoderBytes = () => bytesOf(4 * PIXELS, [-1, PIXELS]);

let files: { encoder: string; decoder: string };
beforeEach(() => {
  folder = temporaryFolder();
  const back = bytesOf(2 * PIXELS, [-1, 32, 32, 3]);
  files = {
    encoder: write('enc', encoder(), { 'w.bin': encoderBytes() }),
    decoder: write('dec', decoder, { 'a.bin': back.subarray(0, 1001), 'b.bin': back.subarray(1001) }),
  };
});

const widened = {
  paths: ['c.bin'],
  weights: [weight('w', 4, PIXELS), { name: 'image', shape: [4], dtype: 'int32' }],
};

const READING = { input: { range: [0, 1] }, posterior: 'halves-logvar-first' };
const yamlOf = (vae: Model) =>
  'question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n' +
  `vae: ${JSON.stringify({ kind: 'tfjs', ...vae })}\n`;
const idsOf = (vae: Model) => resolveIn({ x: yamlOf(vae) }).arms.flatMap(({ trials }) => trials.map(({ id }) => id));
const refusalOf = (vae: Model) => refusals({ x: yamlOf(vae) }).join('\n');

describe('a VAE of TensorFlow.js', () => {
  it('is known by what its files hold and how they are read, not by where they lie', () => {
    const ids = idsOf({ ...files, ...READING });
    cpSync(at('enc'), at('elsewhere'), { recursive: true });
    const moved = { ...files, encoder: at('elsewhere/model.json') };
    expect(idsOf({ ...moved, ...READING, licence: 'MIT' })).toEqual(ids);
    expect(idsOf({ ...moved, ...READING, posterior: 'halves' })).not.toEqual(ids);
    writeFileSync(at('elsewhere/w.bin'), encoderBytes().fill(0, 0, 4));
    expect(idsOf({ ...moved, ...READING })).not.toEqual(ids);
  });

  it('leaves open what the files do not say, and asks for it', () => {
    expect(refusalOf({ ...files })).toMatch(/posterior: expected in the configuration, because made \[batch, 4\]/);
  });

  it('takes the mean that it is told, and no sample beside it', () => {
    const { inputs, outputs } = signature([32, 32, 3], [4]);
    const sampled = {
      ...encoder(),
      signature: { inputs, outputs: { mean: outputs.made, sample: { ...outputs.made, name: 's:0' } } },
      modelTopology: {
        node: [
          ...(encoder() as { modelTopology: { node: Node[] } }).modelTopology.node, // made above
          { name: 'n', op: 'RandomStandardNormal', input: ['flat'] },
          { name: 's', op: 'AddV2', input: ['y', 'n'] },
        ],
      },
    };
    write('enc', sampled, {});
    const asked = { input: { range: [0, 1] }, posterior: { mean: 'mean' } };
    const { files: read } = vaeKind({ kind: 'tfjs', ...files, ...asked });
    const latent = { signature: signature([4], [32, 32, 3]) };
    write(
      'dec',
      { ...decoder, ...latent, weightsManifest: [widened] },
      { 'c.bin': bytesOf(4 * PIXELS, [-1, 32, 32, 3]) },
    );
    expect(read!.check([32, 32, 3])?.reading.posterior).toEqual({ mean: 'mean' });
  });

  it('may be one model that is cut at its latent', () => {
    const whole = {
      format: 'graph-model',
      signature: signature([32, 32, 3], [32, 32, 3]),
      modelTopology: {
        node: [
          input(32, 32, 3),
          ...['w', 'v', 'flat', 'image'].map((name) => ({ name, op: 'Const' })),
          { name: 'r', op: 'Reshape', input: ['x', 'flat'] },
          { name: 'z', op: 'MatMul', input: ['r', 'w'] },
          { name: 'm', op: 'MatMul', input: ['z', 'v'] },
          { name: 'p', op: 'Reshape', input: ['m', 'image'] },
          { name: 'y', op: 'Sigmoid', input: ['p'] },
        ],
      },
      weightsManifest: [
        {
          paths: ['w.bin'],
          weights: [
            weight('w', PIXELS, 4),
            weight('v', 4, PIXELS),
            { name: 'flat', shape: [2], dtype: 'int32' },
            { name: 'image', shape: [4], dtype: 'int32' },
          ],
        },
      ],
    };
    const file = write('whole', whole, { 'w.bin': bytesOf(8 * PIXELS, [-1, PIXELS, -1, 32, 32, 3]) });
    expect(idsOf({ file, latent: 'z', posterior: 'mean' })).toHaveLength(2);
    expect(refusalOf({ file, latent: 'q' })).toMatch(/expected a tensor of the graph, got q/);
    expect(refusalOf({ file })).toMatch(/expected encoder and decoder, or file and latent, which cuts it in two/);
  });

  it('needs both halves', () => {
    expect(refusalOf({ encoder: files.encoder })).toMatch(/expected encoder and decoder, or file and latent/);
  });
});

const REFUSED: readonly [string, () => void, RegExp][] = [
  [
    'a LayersModel, with the command that converts it',
    () => write('enc', { format: 'layers-model', modelTopology: { keras_version: 'tfjs-layers 4.2.0' } }, {}),
    /a LayersModel.*tensorflowjs_converter --input_format=tfjs_layers_model --output_format=tfjs_graph_model .*model\.json/,
  ],
  [
    'a LayersModel of Keras 3',
    () => write('enc', { format: 'layers-model', modelTopology: { keras_version: '3.4.1', model_config: {} } }, {}),
    /written by Keras 3\.4\.1, which TensorFlow\.js does not load; .*export\('saved'\).*--input_format=tf_saved_model/,
  ],
  ['a model of ONNX', () => writeFileSync(at('enc/model.json'), Uint8Array.of(8, 7, 18, 3)), /what is no JSON/],
  [
    'a pointer of Git LFS',
    () => writeFileSync(at('enc/model.json'), 'version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 9\n'),
    /Git LFS pointer/,
  ],
  ['JSON of something else', () => write('enc', { weightsManifest: [] }, {}), /got JSON with modelTopology/],
  [
    'weights beyond the file',
    () => truncateSync(at('enc/w.bin'), 1000),
    /weights w \[3072, 4\]: expected bytes 0 to 49152/,
  ],
  [
    'weights that are left over',
    () => writeFileSync(at('enc/w.bin'), Buffer.concat([encoderBytes(), Buffer.alloc(4)])),
    /expected 49160 bytes in w\.bin, got 49164/,
  ],
  [
    'weights of 10 GB that are not there',
    () =>
      write('enc', encoder({ weightsManifest: [{ paths: ['w.bin'], weights: [weight('w', 2 ** 31, 2 ** 31)] }] }), {}),
    /weights w .*expected bytes 0 to .*cut off/,
  ],
  [
    'one name for two weights',
    () =>
      write('enc', encoder({ weightsManifest: [{ paths: ['w.bin'], weights: [weight('w', 1), weight('w', 1)] }] }), {}),
    /weights w: expected the name once, got it twice/,
  ],
  [
    'weights that share bytes',
    () => write('enc', encoder({ weightsManifest: [{ paths: ['w.bin', './w.bin'], weights: [] }] }), {}),
    /expected files of their own bytes, got \.\/w\.bin twice/,
  ],
  [
    'weights outside the folder',
    () => write('enc', encoder({ weightsManifest: [{ paths: ['../secret'], weights: [] }] }), {}),
    /expected paths in the folder of the model, got “\.\.\/secret”/,
  ],
  [
    'a link out of the folder',
    () => {
      writeFileSync(at('secret'), encoderBytes());
      write('enc', encoder({ weightsManifest: [{ paths: ['l.bin'], weights: [] }] }), {});
      symlinkSync('../secret', at('enc/l.bin'));
    },
    /expected a file in the folder of the model, got a link out of it/,
  ],
  [
    'weights that are not listed',
    () => write('enc', encoder({ weightsManifest: [] }), {}),
    /weights w: expected them in/,
  ],
  [
    'nodes that wait for each other',
    () =>
      write(
        'enc',
        withNodes({ name: 'y', op: 'AddV2', input: ['b', 'x'] }, { name: 'b', op: 'Relu', input: ['y'] }),
        {},
      ),
    /expected a graph without loops, got one among 2 nodes/,
  ],
  [
    'a node that reads what is not there',
    () => write('enc', withNodes({ name: 'y', op: 'Relu', input: ['z'] }), {}),
    /its input z/,
  ],
  [
    'two nodes of one name',
    () => write('enc', withNodes({ name: 'x', op: 'Relu', input: ['x'] }), {}),
    /node x: expected the name once/,
  ],
  [
    'more nodes than any autoencoder has',
    () => {
      const node = Array.from({ length: 200_000 }, (_, i) => ({ name: `${i}`, op: 'Relu', input: ['x'] }));
      write('enc', encoder({ modelTopology: { node } }), {});
    },
    /expected at most 100000 nodes, got 200000/,
  ],
  [
    'a node of a million outputs',
    () => write('enc', withNodes({ name: 'y', op: 'Relu', input: ['x:1000000'] }), {}),
    /expected the name of a tensor, as node or node:1, got “x:1000000”/,
  ],
  [
    'an operator that is not computed, where it is needed',
    () => write('enc', withNodes({ name: 'y', op: 'constructor', input: ['x'] }), {}),
    /constructor \(node y\): an operator of TensorFlow that is not computed here; .*tf2onnx/,
  ],
  [
    'a sample',
    () =>
      write(
        'enc',
        withNodes(
          { name: 'n', op: 'RandomStandardNormal', input: ['x'] },
          { name: 'y', op: 'AddV2', input: ['x', 'n'] },
        ),
        {},
      ),
    /RandomStandardNormal \(node n\): random: .*posterior: \{ mean: name \}/,
  ],
];

function withNodes(...nodes: readonly Node[]): Model {
  return encoder({ modelTopology: { node: [input(32, 32, 3), ...nodes] }, weightsManifest: [] });
}

describe('what is refused before anything runs', () => {
  it.each(REFUSED)('%s', (_, make, message) => {
    make();
    const said = (() => {
      try {
        vaeKind({ kind: 'tfjs', ...files, ...READING }).files!.check([32, 32, 3]);
        return 'nothing';
      } catch (error) {
        return (error as Error).message; // what is called throws errors alone
      }
    })();
    expect(said).toMatch(message);
    expect(said.length).toBeLessThan(1500);
  });

  it('names tfjs where a model of TensorFlow.js is given as ONNX', () => {
    const said = refusals({ x: yamlOf({ ...files, kind: 'onnx' }) }).join('\n');
    expect(said).toMatch(/JSON, as TensorFlow\.js models are; .*kind: tfjs/);
  });
});

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnx } from 'onnx-proto';
import {
  applyReading,
  cutAutoencoder,
  findLatentShape,
  requireCuttable,
  runEagerly,
  type AskedReading,
  type Autoencoder,
} from '../src/index.js';
import { int, int64, node, port, weights } from './model-bytes.js';
import { lost, pictures, read, tensorsOf } from './reading-support.js';
import { smallAutoencoder, type SmallOptions } from './small-autoencoder.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('applyReading', () => {
  it.each<[SmallOptions, AskedReading]>([
    [{ posterior: 'mean' }, { output: { range: [0, 1] } }],
    [
      { posterior: 'interleaved', layout: 'nhwc' },
      { posterior: 'interleaved', input: { range: [0, 1] } },
    ],
    [
      { posterior: 'halves-logvar-first', range: [-1, 1] },
      { posterior: 'halves-logvar-first', input: { range: [-1, 1] }, scale: 0.5, shift: [1, -2] },
    ],
    [
      { posterior: 'apart', range: [0, 255] },
      { posterior: { mean: 'mu', logVariance: 'logvar' }, input: { range: [0, 255] }, scale: [2, -3] },
    ],
    [
      { posterior: 'halves', summed: true },
      { posterior: 'halves', input: { range: [0, 1] }, output: { sum: ['picture', '2'] } },
    ],
    [{ posterior: 'mean', batch: 2 }, { input: { range: [0, 1] } }],
    [
      { posterior: 'halves', batch: 1 },
      { posterior: 'halves', input: { range: [0, 1] } },
    ],
    [{ posterior: 'mean', batch: 16 }, { input: { range: [0, 1] } }],
  ])('gives back what it was given, by a model of %o read as %o', (options, asked) => {
    const tolerance = options.range?.[1] === 255 ? 1e-4 : 1e-5;
    expect(lost(smallAutoencoder(options), asked, { imageShape: [4, 4, 1] })).toBeLessThan(tolerance);
  });

  it('tells shapes, ranges and the batch, and what the files told', () => {
    const model = smallAutoencoder({ posterior: 'mean', range: [-1, 1], batch: 2 });
    const vae = applyReading(model, { input: { range: [-1, 1] } }, { imageShape: [4, 4, 1] });
    expect(vae).toMatchObject({
      imageShape: [4, 4, 1],
      latentShape: [2],
      range: { input: [-1, 1], output: [-1, 1] },
      batch: { encoder: 2, decoder: 2 },
    });
    expect(vae.told).toEqual([
      'posterior: mean, because no other output has the shape of a latent',
      'output.range: [-1,1], because pictures come out as they go in',
    ]);
  });

  it('scales latents and the logarithm of their variance', () => {
    const model = smallAutoencoder({ posterior: 'halves' });
    const at = (asked: AskedReading) =>
      tf.tidy(() => {
        const vae = applyReading(
          model,
          { posterior: 'halves', input: { range: [0, 1] }, ...asked },
          { imageShape: [4, 4, 1] },
        );
        const { mean, logVariance } = vae.posterior(tensorsOf(vae), pictures());
        return [[...mean.dataSync()], [...logVariance!.dataSync()]] as const;
      });
    const [plain, [first]] = at({});
    const [scaled, [second]] = at({ scale: 2, shift: 0.5 });
    expect(scaled[0]).toBeCloseTo((plain[0]! - 0.5) * 2, 5);
    expect(first).toBeCloseTo(-3, 5);
    expect(second).toBeCloseTo(-3 + 2 * Math.log(2), 5);
  });
});

describe('files of other shapes', () => {
  const spatial = (): Autoencoder => ({
    encoder: read(
      {
        inputs: [port('image', ['n', 1, 'h', 'w'])],
        outputs: [port('latent', ['n', 8, 'h', 'w'])],
        nodes: [
          node('SpaceToDepth', ['image'], ['deep'], { blocksize: int(2) }),
          node('Concat', ['deep', 'deep'], ['twice'], { axis: int(1) }),
          node('Tanh', ['twice'], ['latent']),
        ],
      },
      'enc.onnx',
    ),
    decoder: read(
      {
        inputs: [port('latent', ['n', 4, 'h', 'w'])],
        outputs: [port('picture', ['n', 1, 'h', 'w'])],
        nodes: [
          node('DepthToSpace', ['latent'], ['flat'], { blocksize: int(2) }),
          node('Sigmoid', ['flat'], ['picture']),
        ],
      },
      'dec.onnx',
    ),
  });

  it('take the shape of a latent from what the encoder makes, where the names of axes tell nothing', async () => {
    const known = { imageShape: [4, 4, 1] as const };
    expect(() => applyReading(spatial(), { posterior: 'halves' }, known)).toThrow(
      /dec\.onnx: expected latents whose shape is known, because latent \[n, 4, h, w\] leaves it open; give latentShape/,
    );
    const latentShape = await findLatentShape(spatial(), { posterior: 'halves' }, known, runEagerly);
    expect(latentShape).toEqual([4, 2, 2]);
    const vae = applyReading(spatial(), { posterior: 'halves' }, { ...known, latentShape });
    tf.tidy(() => {
      const frozen = tensorsOf(vae);
      const z = vae.encode(frozen, pictures());
      expect(z.shape).toEqual([5, 16]);
      expect(vae.decode(frozen, z).shape).toEqual([5, 4, 4, 1]);
    });
    expect(vae.told).toContain('output.range: [0,1], because picture is made by Sigmoid');
  });

  it('leave out what cannot be computed and is not read: a sample beside the mean', () => {
    const { decoder } = smallAutoencoder();
    const encoder = read(
      {
        inputs: [port('image', ['batch', 1, 4, 4])],
        outputs: [port('sample', ['batch', 2]), port('mu', ['batch', 2]), port('logvar', ['batch', 2])],
        nodes: [
          node('Flatten', ['image'], ['row']),
          node('Gemm', ['row', 'w'], ['mu']),
          node('Neg', ['mu'], ['logvar']),
          node('RandomNormalLike', ['mu'], ['noise']),
          node('Exp', ['logvar'], ['deviation']),
          node('Mul', ['noise', 'deviation'], ['moved']),
          node('Add', ['mu', 'moved'], ['sample']),
        ],
        weights: [weights('w', [16, 2], new Array<number>(32).fill(0.1))],
      },
      'enc.onnx',
    );
    expect(() =>
      applyReading(
        { encoder, decoder },
        { posterior: { mean: 'sample' }, input: { range: [0, 1] } },
        { imageShape: [4, 4, 1] },
      ),
    ).toThrow(/random: a path needs the same picture/);
    expect(
      applyReading(
        { encoder, decoder },
        { posterior: { mean: 'mu', logVariance: 'logvar' }, input: { range: [0, 1] } },
        { imageShape: [4, 4, 1] },
      ).latentShape,
    ).toEqual([2]);
  });

  it('of RGBA in bytes are taken before the conversion, without alpha', () => {
    const encoder = read(
      {
        inputs: [port('image', ['batch', 3, 2, 2])],
        outputs: [port('z', ['batch', 12])],
        nodes: [node('Flatten', ['image'], ['z'])],
      },
      'enc.onnx',
    );
    const decoder = read(
      {
        inputs: [port('z', ['batch', 12])],
        outputs: [port('picture', ['batch', 2, 2, 4], 2)],
        nodes: [
          node('Reshape', ['z', 'shape'], ['image']),
          node('Concat', ['image', 'image'], ['six'], { axis: int(1) }),
          node('Slice', ['six', 'from', 'to', 'axis'], ['four']),
          node('Transpose', ['four'], ['last'], {
            perm: { type: onnx.AttributeProto.AttributeType.INTS, ints: [0, 2, 3, 1] },
          }),
          node('Mul', ['last', 'white'], ['bytes']),
          node('Cast', ['bytes'], ['picture'], { to: int(2) }),
        ],
        weights: [
          int64('shape', [-1, 3, 2, 2]),
          int64('from', [0]),
          int64('to', [4]),
          int64('axis', [1]),
          weights('white', [], [255]),
        ],
      },
      'dec.onnx',
    );
    const vae = applyReading(
      { encoder, decoder },
      { input: { range: [0, 1] }, output: { range: [0, 255] } },
      { imageShape: [2, 2, 3] },
    );
    expect(vae.reading.output).toEqual({ name: 'bytes', layout: 'nhwc', range: [0, 255], alpha: 'drop' });
    tf.tidy(() => {
      const x = tf.reshape(tf.range(0, 24), [2, 2, 2, 3]) as tf.Tensor4D;
      expect([...vae.decode(tensorsOf(vae), vae.encode(tensorsOf(vae), x)).dataSync()].map(Math.round)).toEqual([
        ...x.dataSync(),
      ]);
    });
  });
});

describe('a whole autoencoder that samples', () => {
  const whole = (noise: ReturnType<typeof node>[], initial: ReturnType<typeof weights>[] = [], opset = 17) =>
    read(
      {
        opset,
        inputs: [port('x', ['batch', 4])],
        outputs: [port('y', ['batch', 4]), port('mu', ['batch', 2]), port('logvar', ['batch', 2])],
        nodes: [
          node('Gemm', ['x', 'down'], ['mu']),
          node('Gemm', ['x', 'down'], ['logvar']),
          ...noise,
          node('Mul', ['logvar', 'half'], ['h']),
          node('Exp', ['h'], ['deviation']),
          node('Mul', ['noise', 'deviation'], ['moved']),
          node('Add', ['moved', 'mu'], ['z']),
          node('Gemm', ['z', 'up'], ['y']),
        ],
        weights: [
          weights('down', [4, 2], [1, 0, 0, 1, 1, 0, 0, 1]),
          weights('up', [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
          weights('half', [], [0.5]),
          ...initial,
        ],
      },
      'vae.onnx',
    );
  const drawn = whole([node('RandomNormalLike', ['mu'], ['noise'])]);
  const baked = whole([], [weights('noise', [2], [0.3, -1.2])]);

  it.each([
    ['drawn', drawn],
    ['in the file', baked],
  ])('is cut at its mean, the noise left out: %s', (_, model) => {
    for (const latent of ['mu', 'z']) {
      const { encoder, decoder } = cutAutoencoder(model, latent);
      expect([encoder.graph.outputs, decoder.graph.inputs, decoder.graph.outputs].map(([only]) => only!.name)).toEqual([
        'mu',
        'z',
        'y',
      ]);
      expect([...encoder.describe().unsupported, ...decoder.describe().unsupported]).toEqual([]);
    }
  });

  it('is told where its noise is in the file', () => {
    expect(baked.describe().unsupported).toEqual([
      'tensor “z” is a sample, “mu” + “noise”·exp(½ log σ²), and its noise “noise” was drawn once and written into ' +
        'the file: every picture is moved by the ' +
        'same numbers; export encode(x) without the sample and decode(z) apart, or cut the file at its mean ' +
        '(latent: "mu")',
    ]);
  });

  it('is told what else hinders, and not to cut it where it is cut already', () => {
    const older = whole([], [weights('noise', [2], [0.3, -1.2])], 8);
    const cutAt = (latent: string | undefined) => () => requireCuttable(older, latent);
    expect(cutAt(undefined)).toThrow(/got 2 obstacles .*\n- opset 8.*\n- .*cut the file at its mean \(latent: "mu"\)$/);
    for (const latent of ['mu', 'z']) expect(cutAt(latent)).toThrow(/got 1 obstacle \(opset 8\):\n- opset 8: [^\n]*$/);
    expect(cutAt('y')).toThrow(/got 2 obstacles/);
  });

  it('is not seen in weights that multiply and are added', () => {
    const positive = whole([], [weights('noise', [2], [0.3, 1.2])]);
    expect(positive.describe().unsupported).toEqual([]);
    const gate = read(
      {
        nodes: [node('Sigmoid', ['x'], ['s']), node('Mul', ['w', 's'], ['m']), node('Add', ['x', 'm'], ['y'])],
        weights: [weights('w', [2], [1, -1])],
      },
      'gate.onnx',
    );
    expect(gate.describe().unsupported).toEqual([]);
  });
});

describe('what the files leave open', () => {
  const known = { imageShape: [4, 4, 1] as const };

  it.each<[string, () => unknown, RegExp]>([
    [
      'a posterior',
      () => applyReading(smallAutoencoder({ posterior: 'halves' }), {}, known),
      /posterior: expected in the configuration, because latents \[batch, 4\] for z \[batch, 2\] may be read as halves or halves-logvar-first or interleaved; only reconstruction/,
    ],
    [
      'which is the mean',
      () => applyReading(smallAutoencoder({ posterior: 'apart' }), {}, known),
      /\{ mean: mu, logVariance: logvar \} or \{ mean: logvar, logVariance: mu \}/,
    ],
    [
      'which mean',
      () => applyReading(smallAutoencoder({ posterior: 'apart' }), { posterior: 'mean' }, known),
      /expected one output with as many numbers as the decoder takes, z \[batch, 2\], got mu .*name one by posterior: \{ mean: name \}/,
    ],
    [
      'a range',
      () => applyReading(smallAutoencoder(), {}, known),
      /output\.range: expected in the configuration, because nothing bounds picture: \[0, 1\], \[-1, 1\] or \[0, 255\]/,
    ],
    [
      'pictures of another shape',
      () => applyReading(smallAutoencoder(), {}, { imageShape: [4, 4, 3] }),
      /input: expected pictures that image \[batch, 1, 4, 4\] takes, got pictures \[4, 4, 3\]/,
    ],
    [
      'halves of two models',
      () =>
        applyReading(
          {
            ...smallAutoencoder(),
            decoder: read(
              {
                inputs: [port('z', ['batch', 7])],
                nodes: [node('Relu', ['z'], ['y'])],
                outputs: [port('y', ['batch', 7])],
              },
              'other.onnx',
            ),
          },
          {},
          known,
        ),
      /posterior: expected an output of enc\.onnx that fits z \[batch, 7\] of other\.onnx, got latents \[batch, 2\]; take both from one model/,
    ],
    [
      'an output that is not there',
      () => applyReading(smallAutoencoder(), { output: { name: 'image', range: [0, 1] } }, known),
      /dec\.onnx: expected a tensor of the graph, got image/,
    ],
  ])('%s is asked for', (_, action, message) => {
    expect(action).toThrow(message);
  });
});

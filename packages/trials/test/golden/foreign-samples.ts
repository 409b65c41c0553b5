import { buildChoice, ndarray, rootKey, type NamedArrays } from '@latent-paths/core';
import { exportOnnx } from '@latent-paths/engine';
import {
  convolutionalVae,
  encodeSafetensors,
  initialVae,
  paths,
  vaeSchema,
  type ImageShape,
  type Path,
} from '@latent-paths/model';
import { trialSchema } from '@latent-paths/specification/trial';
import { formatYaml } from '@latent-paths/specification/yaml';
import { pathStep } from '../../src/steps/path-step.js';

/** What YAML 1.1 and 1.2 would read as different things, were it written as it comes. */
export const VALUES = {
  numbers: [1e-8, -1e-8, 1.5e-7, 1e21, 1e300, -2.5e-300, 0.1, 123456789.125, 1e20, 0, 5e-324],
  text: [
    ...['no', 'Yes', 'on', 'OFF', 'y', 'N', 'true', 'null', '~', ''],
    ...['1:30', '12:30:45', '-1:30.5', '2026-11-29', '2026-11-29T12:00:00Z', '2026-1-9 1:02:03'],
    ...['1_000', '0x1F', '010', '0o17', '0b11', '1e5', '1e-8', '.5', '1.', '+1', '.inf', '-.INF', '.NaN', '0.0'],
    ...[
      '=',
      '<<',
      '-',
      '?',
      ':',
      '- a',
      'a: b',
      'a #b',
      '#a',
      '&a',
      '*a',
      '!a',
      '%a',
      '@a',
      '`a',
      '"',
      "'",
      '{',
      '[',
      ',',
      '|',
      '>',
    ],
    ...[
      '\t',
      'a\tb',
      ' a',
      'a ',
      'a\n',
      '\na\n\n b',
      'a\u0085b',
      '\u2028',
      '\u2029',
      '\ufeffa',
      '\u007f',
      '\u0000',
      'ü',
      '😀',
      '---',
      '...',
    ],
    'a word and another, '.repeat(12),
  ],
  no: 'a key',
  '1:30': 'a key',
  '=': 'a key',
  '\u0085': 'a key',
};

/** Of the form of a trial's configuration, whose keys and defaults may change. */
const TRIAL = {
  data: { kind: 'shapes', size: 32 },
  vae: {
    latent: 8,
    channels: [4, 8],
    training: { learningRate: { kind: 'warm-up-then-decay', peak: 1e-3, warmUp: 0.05 }, seed: 1 },
  },
  optimiser: { learningRate: { kind: 'constant', value: 1e-5 }, beta1: 0.9, epsilon: 1e-8 },
  checkpoint: { everySeconds: 1e-9 },
};

/** Sixteenths in place of draws: the bytes are the same on every machine. */
function plain(arrays: NamedArrays): NamedArrays {
  const sixteenths = (length: number, first: number) =>
    Float32Array.from({ length }, (_, i) => ((first + i) % 37) / 16 - 1);
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }], i) => [name, ndarray([...shape], sixteenths(data.length, i))]),
  );
}

function model(
  choice: { readonly kind: 'network'; readonly hidden: readonly number[] } | { readonly kind: 'slerp' },
): Uint8Array {
  const config = vaeSchema.parse({ latent: 4, channels: [2, 2] });
  const imageShape: ImageShape = [28, 28, 3];
  const path = buildChoice<Path>(paths, trialSchema.parse({ path: choice }).path);
  const [vae, theta] = [
    plain(initialVae(config, imageShape, rootKey(1))),
    plain(path.initial({ latentSize: config.latent }, rootKey(1))),
  ];
  const step = (rows: number) => pathStep({ path, theta, vae: convolutionalVae(vae, imageShape), decoder: true, rows });
  return exportOnnx({ step, rows: null, metadata: { trial: `${choice.kind}-0123456789ab` } }).bytes;
}

/** A file of each kind that readers in Python are tried on; always the same bytes. */
export function foreignSamples(): Record<string, Uint8Array> {
  const text = (value: string) => new TextEncoder().encode(value);
  const arrays = {
    vector: ndarray([3], Float32Array.of(-0, 1.5, Infinity)),
    scalar: ndarray([], Float32Array.of(0.1)),
    cube: ndarray(
      [2, 2, 3],
      Float32Array.from({ length: 12 }, (_, i) => i / 8),
    ),
  };
  return {
    'values.yaml': text(formatYaml(VALUES)),
    'trial.yaml': text(formatYaml(TRIAL)),
    'arrays.safetensors': encodeSafetensors({ arrays, metadata: { note: 'ü "x"\n' } }),
    'network.onnx': model({ kind: 'network', hidden: [8, 8, 8] }),
    'slerp.onnx': model({ kind: 'slerp' }),
  };
}

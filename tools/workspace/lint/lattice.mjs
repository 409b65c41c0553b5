// Who may import what. The rule `latent-paths/lattice` reads these tables, and nothing else decides.

/** room: the other rooms it may import, by `@latent-paths/<room>` alone */
export const LATTICE = {
  core: [],
  engine: ['core'],
  data: ['core'],
  model: ['core'],
  pretrained: ['core'],
  experiments: ['core', 'engine', 'data', 'model', 'pretrained'],
  report: ['core', 'data'],
};

/**
 * Modules that only some places may import: `only` names folders and files under packages/, `tests` the rooms whose tests
 * may too. The first row that matches decides.
 */
export const RESERVED = [
  { module: /^onnxruntime-/, only: ['engine/src/session.ts'], tests: ['experiments'] },
  { module: /^@tensorflow\/tfjs-core(\/|$)/, only: ['engine', 'model', 'pretrained', 'experiments'], tests: [] },
  { module: /^@tensorflow\//, only: ['engine/src/engines.ts', 'engine/src/tensorflow.ts', 'engine/bench'], tests: ['engine', 'model', 'pretrained', 'experiments'] },
  { module: /^sharp$/, only: ['data/src/images/files/decode-picture.ts'], tests: ['data'] },
  {
    module: /^(node:)?(fs|child_process|worker_threads|net|https?)(\/|$)/,
    only: ['engine', 'data', 'experiments', 'report'],
    tests: ['core', 'model', 'pretrained'],
  },
];

/** Mathematics: no clock and no environment. (Unseeded randomness is forbidden everywhere.) */
export const PURE = [
  'packages/{core,model,pretrained}/src/**/*.ts',
  'packages/data/src/{pairs,alphas}/**/*.ts',
  'packages/experiments/src/{schedules,curricula}/**/*.ts',
];

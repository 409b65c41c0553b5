// Who may import what. The rule `latent-paths/lattice` reads these tables, and nothing else decides.

/** package: the other packages it may import, by a name that the other's `exports` has */
export const LATTICE = {
  core: [],
  engine: ['core'],
  data: ['core'],
  model: ['core'],
  pretrained: ['core'],
  browser: ['core'],
  specification: ['core', 'data', 'model', 'pretrained'],
  trials: ['core', 'engine', 'data', 'model', 'pretrained', 'specification'],
  experiments: ['core', 'engine', 'data', 'model', 'pretrained', 'browser', 'specification', 'trials'],
  report: ['core', 'data', 'browser'],
};

/**
 * Rooms of a package in their order: each uses only rooms before it. `exports` offers a room by its index.ts, or a file
 * by its name. A package that is not here is one room.
 */
export const ROOMS = {
  specification: ['yaml', 'keys', 'schedules', 'curricula', 'vaes', 'paths', 'trial', 'experiment', 'schema'],
  trials: [
    'progress',
    'processes',
    'steps',
    'training',
    'provenance',
    'vaes',
    'evaluation',
    'analyses',
    'comparison',
    'stages',
  ],
  experiments: ['machine', 'terminal', 'run', 'cluster', 'commands'],
};

/**
 * Modules that only some places may import: `only` names folders and files under packages/, `tests` the rooms whose
 * tests may too. The first row that matches decides.
 */
export const RESERVED = [
  { module: /^onnxruntime-/, only: ['engine/src/session.ts'], tests: ['trials', 'experiments'] },
  {
    module: /^@tensorflow\/tfjs-core(\/|$)/,
    only: ['engine', 'model', 'pretrained', 'trials', 'browser/src/playground'],
    tests: [],
  },
  {
    module: /^@tensorflow\//,
    only: [
      'engine/src/engines.ts',
      'engine/src/tensorflow.ts',
      'engine/bench',
      'browser/src/playground/open-backend.ts',
    ],
    tests: ['engine', 'model', 'pretrained', 'trials', 'experiments'],
  },
  {
    module: /^sharp$/,
    only: [
      'data/src/images/files/decode-picture.ts',
      'data/src/images/files/encode-animation.ts',
      'data/src/images/files/encode-sprite.ts',
    ],
    tests: ['data', 'experiments'],
  },
  {
    module: /^(node:)?(fs|child_process|worker_threads|net|https?)(\/|$)/,
    only: ['engine', 'data', 'specification', 'trials', 'experiments', 'report', 'browser'],
    tests: ['core', 'model', 'pretrained'],
  },
];

/** Mathematics: no clock and no environment. (Unseeded randomness is forbidden everywhere.) */
export const PURE = [
  'packages/{core,model,pretrained}/src/**/*.ts',
  'packages/data/src/{pairs,alphas}/**/*.ts',
  'packages/specification/src/{schedules,curricula}/**/*.ts',
];

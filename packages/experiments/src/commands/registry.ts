import { createRequire } from 'node:module';
import type { Command } from './command.js';

/** What a command does in one line, and its file: loaded only where it is called, because some bring TensorFlow.js. */
export interface CommandEntry {
  readonly about: string;
  load(): Command;
}

// Each file exports a command under the name of its file; createRequire knows no types.
const load = createRequire(__filename) as <File>(file: string) => File;

export const commands = {
  run: {
    about: 'an experiment: what is left of it, then its comparison and its report',
    load: () => load<typeof import('./run.js')>('./run.js').run,
  },
  list: {
    about: 'trials as a table, filtered and sorted by any setting or metric',
    load: () => load<typeof import('./list.js')>('./list.js').list,
  },
  show: { about: 'all about one trial', load: () => load<typeof import('./show.js')>('./show.js').show },
  compare: {
    about: 'arms or trials side by side: what differs, and by how much',
    load: () => load<typeof import('./compare.js')>('./compare.js').compare,
  },
  tail: {
    about: 'the last rows of running trials, and each new one as it is written',
    load: () => load<typeof import('./tail.js')>('./tail.js').tail,
  },
  prune: {
    about: 'what nothing refers to any more; deleted on request',
    load: () => load<typeof import('./prune.js')>('./prune.js').prune,
  },
  verify: {
    about: 'what no longer matches, of all that can be worked out again',
    load: () => load<typeof import('./verify.js')>('./verify.js').verify,
  },
  table: {
    about: 'trials for other programs: Parquet, CSV, TensorBoard, MLflow',
    load: () => load<typeof import('./table.js')>('./table.js').table,
  },
  export: {
    about: 'a trained path for other programs: an ONNX model, or its weights',
    load: () => load<typeof import('./export-path.js')>('./export-path.js').exportPath,
  },
  interpolate: {
    about: 'a film strip along a trial’s path from one held-out image to another',
    load: () => load<typeof import('./interpolate.js')>('./interpolate.js').interpolate,
  },
  inspect: {
    about: 'what ONNX files of a VAE hold, and by which reading of them pictures come back',
    load: () => load<typeof import('./inspect.js')>('./inspect.js').inspect,
  },
  truth: {
    about: 'finished trials against ground truth, with more pairs, frames or images than they were scored with',
    load: () => load<typeof import('./truth.js')>('./truth.js').truth,
  },
  variances: {
    about: 'where the spread of a trained trial’s gradient comes from, and what many α a pair would change',
    load: () => load<typeof import('./variances.js')>('./variances.js').variances,
  },
  projection: {
    about: 'whether P = E∘D of a frozen VAE is a projection: its iterates, its Jacobian, and where iteration ends',
    load: () => load<typeof import('./projection.js')>('./projection.js').projection,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

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
    about: 'run what is left of an experiment, then compare and report',
    load: () => load<typeof import('./run.js')>('./run.js').run,
  },
  list: {
    about: 'trials as a table, filtered and sorted by any setting or metric',
    load: () => load<typeof import('./list.js')>('./list.js').list,
  },
  show: { about: 'everything about one trial', load: () => load<typeof import('./show.js')>('./show.js').show },
  compare: {
    about: 'arms or trials side by side: what differs, and by how much',
    load: () => load<typeof import('./compare.js')>('./compare.js').compare,
  },
  tail: {
    about: 'the last rows of running trials, and each new row as it is written',
    load: () => load<typeof import('./tail.js')>('./tail.js').tail,
  },
  cancel: {
    about: 'cancel what a cluster has of an experiment',
    load: () => load<typeof import('./cancel.js')>('./cancel.js').cancel,
  },
  prune: {
    about: 'what is not used any more; deletes it on request',
    load: () => load<typeof import('./prune.js')>('./prune.js').prune,
  },
  serve: {
    about: 'results in a browser of this machine, with live curves of what trains',
    load: () => load<typeof import('./serve.js')>('./serve.js').serve,
  },
  verify: {
    about: 'check all that can be computed again, and report what no longer matches',
    load: () => load<typeof import('./verify.js')>('./verify.js').verify,
  },
  table: {
    about: 'trials for other programs: Parquet, CSV, TensorBoard, MLflow',
    load: () => load<typeof import('./table.js')>('./table.js').table,
  },
  report: {
    about: 'build the page of an experiment; as Markdown with SVGs by --to md',
    load: () => load<typeof import('./report.js')>('./report.js').report,
  },
  figure: {
    about: 'one figure of a page as a standalone SVG',
    load: () => load<typeof import('./figure.js')>('./figure.js').figure,
  },
  export: {
    about: 'a trained path for other programs: ONNX, PyTorch, JavaScript, a page, or its weights',
    load: () => load<typeof import('./export-path.js')>('./export-path.js').exportPath,
  },
  interpolate: {
    about: 'walks along a trial’s path between pictures of yours or held-out images: strips, animations, tables',
    load: () => load<typeof import('./interpolate.js')>('./interpolate.js').interpolate,
  },
  inspect: {
    about: 'what ONNX files of a VAE contain, and which reading of them reconstructs pictures',
    load: () => load<typeof import('./inspect.js')>('./inspect.js').inspect,
  },
  explore: {
    about: 'pairs across the arms of an experiment, decoded along α for its page',
    load: () => load<typeof import('./explore.js')>('./explore.js').explore,
  },
  truth: {
    about: 'compare finished trials with ground truth again, with more pairs, frames or images',
    load: () => load<typeof import('./truth.js')>('./truth.js').truth,
  },
  variances: {
    about: 'the variance of a trained trial’s gradient by pair and α, and what more α per pair would change',
    load: () => load<typeof import('./variances.js')>('./variances.js').variances,
  },
  projection: {
    about: 'whether P = E∘D of a frozen VAE is a projection: its iterates, its Jacobian and its limits',
    load: () => load<typeof import('./projection.js')>('./projection.js').projection,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

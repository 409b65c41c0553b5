import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { LockedError, openStore, StorageError } from '@latent-paths/data';
import { ENGINE_NAMES, openEngine, type EngineName } from '@latent-paths/engine';
import { MachineChanged } from '../checkpoint.js';
import { headline } from '../headline.js';
import { formatPlan } from '../plan.js';
import { provenance } from '../provenance.js';
import { resolveExperiment, type ResolvedExperiment } from '../resolve.js';
import { conclude, runExperiment, unfinished } from '../run-experiment.js';
import { Stopped } from '../stages/context.js';
import { ConfigurationError } from '../yaml/problem.js';

const USAGE = `usage: run <experiment.yaml> [flags]

  --plan           print the trials and what is done; run nothing
  --seeds=N        seeds 1 … N in place of the file's
  --set key=value  override a setting, as in --set budget.projections=20000; may be repeated
  --engine=NAME    ${ENGINE_NAMES.join(' | ')}
  --fresh          run every trial again from its start
`;

/** The launcher builds no report after this exit code: nothing ran. */
const NOTHING_RAN = 2;

/** The command line asks for something that is not there. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      plan: { type: 'boolean', default: false },
      seeds: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      engine: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file, ...rest] = positionals;
  if (values.help || file === undefined || rest.length > 0) {
    process.stdout.write(USAGE);
    return values.help ? 0 : NOTHING_RAN;
  }
  const workspace = process.cwd();
  const experiment = resolveExperiment(file, { root: workspace, set: values.set, ...(values.seeds !== undefined && { seeds: countOf(values.seeds) }) });
  process.send?.({ experiment: experiment.name }); // the launcher builds its page
  const engineName = values.engine === undefined ? undefined : engineOf(values.engine);
  const store = openStore(`${workspace}/results`);
  const folder = store.experiment(experiment.name);

  if (values.plan) {
    process.stdout.write(await formatPlan(experiment, folder));
    return 0;
  }
  if (values.fresh) await clear(experiment, folder);
  const left = await unfinished(experiment, folder);
  if (left.length === 0) {
    process.stdout.write(`${experiment.name}: all ${count(experiment)} trials have finished before${engineName === undefined ? '' : ', on the engine that their run.json names'}; --fresh runs them again\n`);
    await conclude(experiment, folder);
    return 0;
  }
  process.stdout.write(`${headline(experiment)}\n${left.length} of ${count(experiment)} trials to run\n`);

  const engine = await openEngine(engineName, { threads: availableParallelism() }).catch((error: Error) => {
    throw new UsageError(error.message, { cause: error }); // its message says why and what to do
  });
  const stop = new AbortController();
  let asked: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked !== undefined) process.exit(130); // Asked twice: at once. The last checkpoint is on disk.
      asked = signal;
      process.stdout.write('\nstopping after this step; ask again to stop at once\n');
      stop.abort();
    });
  }
  // Whoever started this is gone, killed perhaps: it ends as if asked to, or it would hold its locks against the next run.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop.abort(), 500).unref();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop.abort());
  try {
    const outcome = await runExperiment(experiment, {
      store,
      engine,
      provenance: provenance(workspace, engine, process.argv.slice(2).join(' ')),
      stream: process.stdout,
      now: () => performance.now() / 1000,
      date: () => new Date().toISOString(),
      signal: stop.signal,
    });
    for (const { trial, message } of outcome.failed) process.stderr.write(`${trial} failed: ${message}\n`);
    return outcome.failed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    process.stdout.write(`${error.message}\n`);
    return asked === 'SIGTERM' ? 143 : asked === 'SIGHUP' ? 129 : 130;
  } finally {
    engine.dispose();
  }
}

const count = ({ arms }: ResolvedExperiment): number => arms.reduce((sum, { trials }) => sum + trials.length, 0);

async function clear(experiment: ResolvedExperiment, folder: ReturnType<ReturnType<typeof openStore>['experiment']>): Promise<void> {
  for (const { id } of experiment.arms.flatMap(({ trials }) => trials)) {
    const release = await folder.trial(id).lock();
    try {
      await folder.trial(id).clear();
    } finally {
      await release();
    }
  }
}

function countOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--seeds: expected a positive integer, got ${text}`);
  return Number(text);
}

function engineOf(text: string): EngineName {
  const name = ENGINE_NAMES.find((candidate) => candidate === text);
  if (name === undefined) throw new UsageError(`--engine: expected one of ${ENGINE_NAMES.join(', ')}, got ${text}`);
  return name;
}

/** What `parseArgs` throws. */
function isUnknownFlag(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const refused = error instanceof ConfigurationError || error instanceof UsageError || error instanceof LockedError || isUnknownFlag(error);
    const told = refused || error instanceof MachineChanged || error instanceof StorageError;
    process.stderr.write(`${told ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exitCode = refused ? NOTHING_RAN : 1;
  },
);

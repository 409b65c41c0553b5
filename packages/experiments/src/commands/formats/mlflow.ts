import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256 } from '@latent-paths/core';
import { formatYaml } from '@latent-paths/specification/yaml';
import { scoresOf } from '../trial-entry.js';
import { curvesOf } from './curves.js';
import type { ExportRequest, ExportTrial, Format } from './format.js';

/**
 * MLflow's file store (`mlflow ui --backend-store-uri FOLDER`): an experiment an experiment, a run a trial, settings as
 * params, curves and scores as metrics. The same trial always makes the same run, so that a second export adds nothing.
 * Source: mlflow/store/tracking/file_store.py, MLflow 2.
 */
export const mlflow: Format = {
  kind: 'folder',
  about: 'an MLflow file store (mlruns)',
  write: async ({ trials }: ExportRequest, folder: string) => {
    const experiments = new Map<string, { from: number; to: number }>();
    for await (const trial of trials) {
      const { from, to } = await writeRun(trial, folder);
      const before = experiments.get(trial.experiment) ?? { from, to };
      experiments.set(trial.experiment, { from: Math.min(before.from, from), to: Math.max(before.to, to) });
    }
    for (const [name, { from, to }] of experiments) {
      const home = join(folder, experimentId(name));
      const meta = {
        artifact_location: urlOf(home),
        creation_time: from,
        experiment_id: experimentId(name),
        last_update_time: to,
        lifecycle_stage: 'active',
        name,
      };
      await write(join(home, 'meta.yaml'), formatYaml(meta));
    }
  },
};

/** MLflow's numbers of the states. */
const STATUS = { running: 1, finished: 3, failed: 4, stopped: 5 } as const satisfies Record<
  ExportTrial['run']['status'],
  number
>;
/** SourceType.LOCAL. */
const LOCAL = 4;

async function writeRun(trial: ExportTrial, folder: string): Promise<{ from: number; to: number }> {
  const { experiment, run, settings, summary, rows } = trial;
  const id = sha256(`${experiment}/${trial.trial}`).slice(0, 32);
  const home = join(folder, experimentId(experiment), id);
  const from = Date.parse(run.startedAt);
  const to = run.endedAt === null ? from : Date.parse(run.endedAt);
  const { commit, dirty, engine, command } = run.provenance;
  const meta = {
    artifact_uri: urlOf(join(home, 'artifacts')),
    end_time: run.endedAt === null ? null : to,
    entry_point_name: '',
    experiment_id: experimentId(experiment),
    lifecycle_stage: 'active',
    run_id: id,
    run_name: trial.trial,
    run_uuid: id,
    source_name: '',
    source_type: LOCAL,
    source_version: commit ?? '',
    start_time: from,
    status: STATUS[run.status],
    tags: [],
    user_id: 'latent-paths',
  };
  const tags: Readonly<Record<string, string>> = {
    'mlflow.runName': trial.trial,
    'mlflow.user': 'latent-paths',
    'mlflow.source.type': 'LOCAL',
    'mlflow.source.name': command,
    ...(commit !== null && { 'mlflow.source.git.commit': commit }),
    ...(dirty !== null && { dirty }),
    arm: run.arm,
    status: run.status,
    engine,
  };
  await mkdir(join(home, 'artifacts'), { recursive: true });
  await write(join(home, 'meta.yaml'), formatYaml(meta));
  await writeAll(join(home, 'tags'), Object.entries(tags));
  await writeAll(
    join(home, 'params'),
    [...settings, ['seed', run.seed] as const].map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  await writeAll(join(home, 'metrics'), [...metricsOf({ rows, summary, from, to })]);
  return { from, to };
}

interface Measured extends Pick<ExportTrial, 'rows' | 'summary'> {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Per metric the lines `<milliseconds> <value> <step>`. */
function metricsOf({ rows, summary, from, to }: Measured): Map<string, string> {
  const lines = new Map<string, string>();
  const add = (name: string, line: string) => lines.set(name, `${lines.get(name) ?? ''}${line}\n`);
  for (const row of rows) {
    for (const [name, value] of curvesOf(row))
      add(name, `${Math.round(from + 1000 * row.seconds)} ${value} ${row.step}`);
  }
  for (const [key, value] of summary === null ? [] : scoresOf(summary)) {
    if (typeof value === 'number') add(key, `${to} ${value} ${rows.at(-1)?.step ?? 0}`);
  }
  return lines;
}

/** 18 digits, as MLflow makes them. */
function experimentId(name: string): string {
  return `1${(BigInt(`0x${sha256(name).slice(0, 16)}`) % 10n ** 17n).toString().padStart(17, '0')}`;
}

function urlOf(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

async function writeAll(folder: string, entries: readonly (readonly [name: string, text: string])[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of entries) await write(join(folder, name), text);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

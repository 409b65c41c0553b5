import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@latent-paths/data';
import { decodeSafetensors } from '@latent-paths/model';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';

/** A folder with the results of an experiment `x`. */
export interface Remaining {
  readonly root: string;
  readonly store: Store;
  experiment(): ResolvedExperiment;
}

/** SHA-256 of every file under a folder, by its path; hidden files are left out. */
export function fileHashes(folder: string): Record<string, string> {
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && !entry.name.startsWith('.'),
      )
    : [];
  const names = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}

/**
 * All that must not depend on how often and where a run was broken off: tables and VAE by the hash of their file,
 * checkpoints and metrics without their seconds.
 */
export async function remains({ root, store, experiment }: Remaining): Promise<Record<string, unknown>> {
  const results = join(root, 'results');
  const exact = Object.entries(fileHashes(results)).filter(([name]) =>
    /(\.arrow|weights\.safetensors|quality\.json|real\.json|spec\.yaml|comparison\.json)$/.test(name),
  );
  const trials = experiment().arms.flatMap((arm) => arm.trials.map(({ id }) => store.experiment('x').trial(id)));
  const told = await Promise.all(
    trials.map(async (trial) => {
      const checkpoint = await trial.readBytes('checkpoint.safetensors');
      const { arrays, metadata } = checkpoint === null ? { arrays: {}, metadata: {} } : decodeSafetensors(checkpoint);
      const rows = (await trial.readMetrics()).map(({ seconds: _, ...row }) => row);
      const summary = await trial.readSummary();
      const scores = summary && {
        ...summary,
        evaluationSeconds: null,
        cost: { ...summary.cost, seconds: null },
        truth: summary.truth && { ...summary.truth, seconds: null },
        training: summary.training && { ...summary.training, seconds: null },
      };
      return {
        arrays,
        step: metadata['step'],
        memory: metadata['memory'],
        rows,
        scores,
        status: (await trial.readRun())?.status,
      };
    }),
  );
  return { exact: Object.fromEntries(exact), told };
}

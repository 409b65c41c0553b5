import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashJson, sha256 } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';

/**
 * Hash of all that a finished experiment's page is made from: its records, the hashes of its trials' files, and the
 * code of this package. Null if a trial has not finished, because its files still change.
 */
async function fingerprint(results: string, experiment: string): Promise<string | null> {
  const store = openStore(results).experiment(experiment);
  const record = await store.readExperiment();
  if (record === null) return null;
  const runs = await Promise.all(record.arms.flatMap(({ trials }) => trials).map((id) => store.trial(id).readRun()));
  if (runs.some((run) => run?.status !== 'finished')) return null;
  const explored = await store.readExploration();
  return hashJson({
    record,
    comparison: await store.readComparison(),
    previous: await store.readPreviousComparison(),
    projection: await store.readProjection(),
    selection: await store.readSelection(),
    exploration: explored && { inputs: explored.inputs, missing: explored.arms.map(({ missing = [] }) => missing) },
    runs,
    code: hashCode(),
  });
}

/** Of this package, and of the scripts that its pages hold. */
function hashCode(): string {
  const folders = [__dirname, join(__dirname, '../../browser/src')];
  const hashes = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|css)$/.test(name))
      .sort()
      .map((name) => `${name}:${sha256(readFileSync(join(folder, name)))}`),
  );
  return sha256(hashes.join('\n'));
}

/** What the last line of a finished experiment's page says; null if it has not finished. */
export async function fingerprintMark(results: string, experiment: string): Promise<string | null> {
  const hash = await fingerprint(results, experiment);
  return hash === null ? null : `<!-- made from ${hash} -->\n`;
}

/**
 * Path of the experiment's page where it was made from the current records, by the code that is there now; else null.
 */
export async function currentReport(results: string, experiment: string): Promise<string | null> {
  const path = openStore(results).experiment(experiment).reportPath;
  const mark = await fingerprintMark(results, experiment);
  return mark !== null && existsSync(path) && readFileSync(path, 'utf8').endsWith(mark) ? path : null;
}

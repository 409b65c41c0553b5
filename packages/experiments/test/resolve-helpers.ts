import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveExperiment, type ResolveOptions } from '../src/specification/resolve.js';

/** A workspace with these files under `experiments/`. */
function workspace(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  mkdirSync(join(root, 'experiments'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'experiments', `${name}.yaml`), text);
  return root;
}

/** Resolves `experiments/x.yaml` of a workspace. */
export function resolveIn(files: Readonly<Record<string, string>>, options: ResolveOptions = {}) {
  const root = workspace(files);
  try {
    return resolveExperiment('experiments/x.yaml', { root, ...options });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The lines of the error that the experiment is refused with. */
export function refusals(files: Readonly<Record<string, string>>, options: ResolveOptions = {}): string[] {
  try {
    resolveIn(files, options);
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigurationError') return error.message.split('\n');
    throw error;
  }
  return [];
}

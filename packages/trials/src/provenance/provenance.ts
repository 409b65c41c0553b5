import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunRecord } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { z } from 'zod';
import type { Machine } from '../training/checkpoint.js';
import { codeOf, type Code } from './code.js';

export type Provenance = RunRecord['provenance'];

/** Packages whose version can change a result. */
const COMPUTING_PACKAGES = ['onnxruntime-node', '@tensorflow/tfjs-core', 'apache-arrow', 'yaml', 'zod'];

/**
 * What made the numbers: code, engine, machine, command. `workspace` is the root of the checkout; where its code was
 * found before, that is what is recorded, whatever was edited since.
 */
export function provenance(
  workspace: string,
  engine: Pick<Engine, 'name' | 'version' | 'threads'>,
  command: string,
  { commit, noCommit, dirty }: Pick<Code, 'commit' | 'noCommit' | 'dirty'> = codeOf(workspace),
): Provenance {
  return {
    commit,
    ...(noCommit !== undefined && { noCommit }),
    dirty,
    versions: versionsHere(),
    ...machineHere(engine),
    threads: engine.threads,
    platform: `${platform()} ${release()} ${arch()}`,
    command,
  };
}

/** Of this project, node and the packages that compute. */
export function versionsHere(): Record<string, string> {
  return {
    'latent-paths': versionFrom(__dirname, 'latent-paths'),
    node: process.versions.node,
    ...versionsOf(COMPUTING_PACKAGES),
  };
}

/** What the bits of a result depend on beside the code. */
export function machineHere({ name, version }: Pick<Engine, 'name' | 'version'>): Machine {
  return { engine: `${name} (${version})`, cpu: cpuHere() };
}

/** The kind of CPU, as the system names it. */
export function cpuHere(): string {
  return cpus()[0]?.model ?? 'unknown';
}

/** As this code finds them, wherever it is run. */
function versionsOf(names: readonly string[]): Record<string, string> {
  const require = createRequire(__filename);
  return Object.fromEntries(names.map((name) => [name, versionFrom(dirname(require.resolve(name)), name)]));
}

/**
 * A package's version by the nearest manifest of its name, in a folder or above: many packages do not export theirs.
 */
function versionFrom(start: string, name: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path)) {
      const manifest = manifestRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
      if (manifest.name === name && manifest.version !== undefined) return manifest.version;
    }
    if (folder === dirname(folder))
      throw new Error(`provenance: expected a package.json for ${name}, found none; run npm ci`);
  }
}

const manifestRecord = z.object({ name: z.string().optional(), version: z.string().optional() });

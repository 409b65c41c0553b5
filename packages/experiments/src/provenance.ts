import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256, type RunRecord } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import type { Machine } from './checkpoint.js';

export type Provenance = RunRecord['provenance'];

/** Packages whose version can change a result. */
const COMPUTING_PACKAGES = ['onnxruntime-node', '@tensorflow/tfjs-core', 'apache-arrow', 'yaml', 'zod'];

/** What made the numbers: code, engine, machine, command. `workspace` is the root of the checkout. */
export function provenance(workspace: string, engine: Pick<Engine, 'name' | 'version' | 'threads'>, command: string): Provenance {
  return {
    ...checkout(workspace),
    versions: { node: process.versions.node, ...versionsOf(COMPUTING_PACKAGES) },
    ...machineHere(engine),
    threads: engine.threads,
    platform: `${platform()} ${release()} ${arch()}`,
    command,
  };
}

/** What the bits of a result depend on beside the code. */
export function machineHere({ name, version }: Pick<Engine, 'name' | 'version'>): Machine {
  return { engine: `${name} (${version})`, cpu: cpus()[0]?.model ?? 'unknown' };
}

/** Commit, and the hash of what differs from it; both null outside a git checkout. */
function checkout(workspace: string): { commit: string | null; dirty: string | null } {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', workspace, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 });
  let commit: string;
  try {
    commit = git('rev-parse', 'HEAD').trim();
  } catch {
    return { commit: null, dirty: null };
  }
  const untracked = git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean).sort();
  const change = git('diff', 'HEAD', '--binary') + untracked.map((file) => `${file}\0${identityOf(join(workspace, file))}\n`).join('');
  return { commit, dirty: change === '' ? null : sha256(change) };
}

/** What tells one untracked entry from another: a file's content, where a link points; of a repository within, no more than its name. */
function identityOf(path: string): string {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return readlinkSync(path);
  return entry.isFile() ? sha256(readFileSync(path)) : '';
}

/** As this code finds them, wherever it is run. */
function versionsOf(names: readonly string[]): Record<string, string> {
  const require = createRequire(__filename);
  return Object.fromEntries(names.map((name) => [name, versionOf(name, require)]));
}

/** Reads the manifest by path, because many packages do not export it. */
function versionOf(name: string, require: NodeJS.Require): string {
  let folder = dirname(require.resolve(name));
  for (;;) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
      if (manifest.name === name && manifest.version !== undefined) return manifest.version;
    } catch {
      // No manifest in this folder: the next one up is looked at.
    }
    if (folder === dirname(folder)) throw new Error(`provenance: expected a package.json for ${name}, found none; run npm ci`);
    folder = dirname(folder);
  }
}

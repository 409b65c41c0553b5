import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provenanceRecord } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.js';
import { provenance } from './provenance.js';

const engine = { name: 'onnx', version: 'onnxruntime-node 1.30.0', threads: 2 } as const;
const of = (folder: string) => provenance(folder, engine, 'experiments/x.yaml --seeds=3');
const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { encoding: 'utf8' }).trim();

/** A repository with one committed file, `code.ts`; `*.log` is ignored. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, 'code.ts'), 'const a = 1;\n');
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'Begin');
  return folder;
}

describe('the code', () => {
  it('is told by its commit, and by nothing more where nothing was changed', () => {
    const folder = repository();
    writeFileSync(join(folder, 'ignored.log'), 'text');
    expect(of(folder)).toMatchObject({ commit: git(folder, 'rev-parse', 'HEAD'), dirty: null });
  });

  it('is told apart by every edit, staged or not, and by every file that is not yet added', () => {
    const folder = repository();
    const { commit } = of(folder);
    const seen = new Set<string | null>([null]);
    const changes = [
      () => appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n'),
      () => appendFileSync(join(folder, 'code.ts'), 'const c = 3;\n'),
      () => writeFileSync(join(folder, 'new.ts'), 'export {};\n'),
      () => writeFileSync(join(folder, 'new.ts'), 'export { a };\n'),
      () => rmSync(join(folder, 'code.ts')),
    ];
    for (const change of changes) {
      change();
      const now = of(folder);
      expect(now.commit).toBe(commit);
      expect(seen.has(now.dirty)).toBe(false);
      seen.add(now.dirty);
    }
    git(folder, 'checkout', '--quiet', 'code.ts');
    appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n');
    rmSync(join(folder, 'new.ts'));
    git(folder, 'add', '.');
    expect([...seen][1]).toBe(of(folder).dirty);
  });

  it('is not lost over an untracked repository, a link to nowhere or a strange name', () => {
    const folder = repository();
    mkdirSync(join(folder, 'within'));
    git(join(folder, 'within'), 'init', '--quiet');
    writeFileSync(join(folder, 'within/file'), 'text');
    symlinkSync('nowhere', join(folder, 'link'));
    writeFileSync(join(folder, 'ä "b"\n.txt'), 'text');
    const { commit, dirty } = of(folder);
    expect(commit).toBe(git(folder, 'rev-parse', 'HEAD'));
    expect(dirty).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is unknown outside a checkout', () => {
    expect(of(temporaryFolder())).toMatchObject({ commit: null, dirty: null });
  });
});

it('tells engine, machine, command, and the version of every package that computes', () => {
  const record = provenanceRecord.parse(of(temporaryFolder()));
  expect(record).toMatchObject({
    engine: 'onnx (onnxruntime-node 1.30.0)',
    threads: 2,
    cpu: cpus()[0]!.model,
    command: 'experiments/x.yaml --seeds=3',
  });
  expect(Object.keys(record.versions)).toEqual(['node', 'onnxruntime-node', '@tensorflow/tfjs-core', 'apache-arrow', 'yaml', 'zod']);
  for (const version of Object.values(record.versions)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(record.versions['node']).toBe(process.versions.node);
});

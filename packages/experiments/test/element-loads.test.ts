import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { ENVIRONMENT, preloading } from './command.js';

const root = join(__dirname, '../../..');

/** The files that a program of this package loads before it has anything to do. */
function loadedBy(file: string): string[] {
  const told = join(temporaryFolder(), 'loaded.txt');
  spawnSync(process.execPath, [join(root, 'packages/experiments/src', file)], {
    env: { ...ENVIRONMENT, ...preloading('packages/experiments/test/write-loaded.ts'), LOADED: told },
  });
  return readFileSync(told, 'utf8')
    .split('\n')
    .map((path) => relative(root, path));
}

it('an element of an array loads what a worker here loads, and what asks its cluster', () => {
  const worker = new Set(loadedBy('run/workers/worker.ts'));
  expect(worker.size).toBeGreaterThan(100);
  const beyond = loadedBy('cluster/element.ts').filter((file) => !worker.has(file));
  expect(beyond).toContain('packages/experiments/src/cluster/element.ts');
  const own = /^packages\/(experiments\/src\/(cluster|terminal|run\/workers)|trials\/src\/provenance)\/[a-z-]+\.ts$/;
  expect(beyond.filter((file) => !own.test(file))).toEqual([]);
  expect(beyond.filter((file) => /end-launch|build-page|freeze-code|plan-jobs/.test(file))).toEqual([]);
});

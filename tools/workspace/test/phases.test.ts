import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/src/temporary-folder.js';

const root = join(__dirname, '../../..');

/** Runs phases in a workspace with these scripts. */
function runPhases(scripts: Readonly<Record<string, string>>, ...names: string[]) {
  const cwd = temporaryFolder();
  const record = join(cwd, 'phases.jsonl');
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ scripts }));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'tools/workspace/bin/run-phases.js'), ...names],
    { cwd, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: undefined, CI_PHASES: record } },
  );
  const shown = spawnSync(process.execPath, [join(root, '.ci/phases.js'), record, '0'], { encoding: 'utf8' }).stdout;
  return { output: stdout.replace(/\d+ s$/gm, 'N s'), stderr, status, record, shown: shown.replace(/\d+ s/g, 'N s') };
}

it('says what comes, what it runs and what each took, and hands on what each prints, without colours', () => {
  const { output, status, shown } = runPhases({ a: 'echo of a', b: 'node -p process.env.NO_COLOR' }, 'a', 'b');
  expect(output).toBe(
    'to do: a, then b\na: echo of a\nof a\na: done in N s\nb: node -p process.env.NO_COLOR\n1\nb: done in N s\n',
  );
  expect(status).toBe(0);
  expect(shown.replace(/ +/g, ' ')).toBe('install N s\na N s\nb N s\n');
});

it('stops at the first that fails, with its exit code', () => {
  const { output, status, record, shown } = runPhases({ a: 'exit 3', b: 'echo never' }, 'a', 'b');
  expect(output).toBe('to do: a, then b\na: exit 3\na: failed (exit code 3) after N s\n');
  expect(status).toBe(3);
  expect(readFileSync(record, 'utf8')).toMatch(/^\{"name":"a","began":[\d.]+,"seconds":\d+,"code":3\}\n$/);
  expect(shown.replace(/ +/g, ' ')).toBe('install N s\na N s, failed\n');
});

it('keeps apart the phases of a phase', () => {
  const nested = `node ${JSON.stringify(join(root, 'tools/workspace/bin/run-phases.js'))} b`;
  const { output, shown } = runPhases({ a: nested, b: 'echo of b' }, 'a');
  expect(output).toContain('to do: b\nb: echo of b\nof b\nb: done in N s\na: done in N s\n');
  expect(shown.replace(/ +/g, ' ')).toBe('install N s\na N s\n');
});

it('refuses what is no script, before anything runs', () => {
  const { output, stderr, status, record, shown } = runPhases({ a: 'echo of a' }, 'a', 'c');
  expect([output, stderr, status]).toEqual(['', 'run-phases: expected a script of package.json, got c\n', 2]);
  expect(existsSync(record)).toBe(false);
  expect(shown).toMatch(/^install +N s, failed\n$/);
});

it('is what npm test and npm run lint run, for every phase that .ci/run tells', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  }; // npm's format
  const phases = (name: string) => /^node tools\/workspace\/bin\/run-phases\.js (.+)$/.exec(scripts[name]!)![1]!;
  expect(phases('test')).toBe('lint types unit');
  expect(phases('lint').split(' ').sort()).toEqual(
    Object.keys(scripts)
      .filter((name) => name.startsWith('lint:'))
      .sort(),
  );
});

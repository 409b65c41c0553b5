import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = join(__dirname, '../../../.ci/count.js');

describe('.ci/count.js', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'count-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (...results: string[]) => ({
    name: 'a.test.ts',
    message: 'cannot load',
    status: results.includes('failed') || results.length === 0 ? 'failed' : 'passed',
    assertionResults: results.map((status) => ({ status })),
  });

  it.each([
    ['every test passed', '0', [file('passed', 'passed'), file('passed')], '3 passed, 0 failed', 0],
    ['a test failed', '1', [file('passed', 'failed')], '1 passed, 1 failed', 1],
    ['a file could not be loaded', '1', [file('passed'), file()], '1 passed, 1 failed', 1],
    ['an error came from outside the tests', '1', [file('passed')], '1 passed, 1 failed', 1],
    ['lint failed, so no test ran', '1', null, '0 passed, 1 failed', 1],
    ['nothing failed because nothing ran', '0', [], '0 passed, 0 failed', 1],
  ])('%s', (title, status, testResults, line, exit) => {
    const report = join(folder, `${title}.json`);
    const count = (wanted: string) =>
      testResults?.flatMap((result) => result.assertionResults).filter((result) => result.status === wanted).length;
    if (testResults !== null) {
      writeFileSync(
        report,
        JSON.stringify({ numPassedTests: count('passed'), numFailedTests: count('failed'), testResults }),
      );
    }
    const { stdout, status: code } = spawnSync(process.execPath, [script, report, status], { encoding: 'utf8' });
    expect({ stdout, code }).toEqual({ stdout: `${line}\n`, code: exit });
  });
});

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../command.js';
import type { Fault } from '../fault.js';

/** As vitest's JSON reporter writes it. */
interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

export const endurance: Fault = {
  about:
    'the tests of never-lost at full length (npx nx run experiments:endurance): kills, power cuts, full and ' +
    'read-only disks, damage and clocks within the process',
  needs: [],
  isShort: false,
  async inflict({ folder, tally, length }) {
    const file = join(folder, 'report.json');
    const environment = { ...process.env, KILLS: `${Math.min(length.kills, 20)}`, EVERY: `${length.every}` };
    const args = [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      'never-lost',
      '--project',
      'experiments',
      '--project',
      'data',
      '--reporter=json',
      `--outputFile=${file}`,
    ];
    await new Promise<void>((resolve) =>
      execFile(process.execPath, args, { cwd: ROOT, env: environment, maxBuffer: 2 ** 28 }, () => resolve()),
    ); // its report tells how it ended
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    for (const { title, status, failureMessages } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (status === 'passed') tally.survived += 1;
      else tally.lost.push(`${title}: ${failureMessages[0]?.split('\n')[0] ?? status}`);
    }
  },
};

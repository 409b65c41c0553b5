import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';

it('a run that is changed from outside says so, to who reads and to who launched it', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'experiments'));
  writeFileSync(
    join(cwd, 'experiments/x.yaml'),
    'question: Which?\nbaseline: linear\narms: { linear: { path: { kind: linear } }, network: {} }\n',
  );
  const child = spawn(
    process.execPath,
    [
      '-r',
      require.resolve('ts-node/register'),
      join(__dirname, '../src/commands/run/run.ts'),
      'experiments/x.yaml',
      '--plan',
      '--set',
      'budget.projections=20000',
    ],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '../../../tsconfig.json') },
    },
  );
  let output = '';
  let said: unknown;
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.on('message', (message) => (said = message));
  const [code] = (await once(child, 'close')) as [number]; // 'close' gives [code, signal]
  expect(code).toBe(0);
  expect(output).toContain(
    'x.budget-projections-20000: Which?\nexperiments/x.yaml with budget.projections=20000: results go to ' +
      'results/x.budget-projections-20000, with a page of their own\n',
  );
  expect(said).toEqual({ experiment: 'x.budget-projections-20000' });
});

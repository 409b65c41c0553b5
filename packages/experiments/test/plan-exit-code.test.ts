import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { command } from './command.js';

it('the plan of an experiment that cannot start is shown, and refused by its exit code', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'experiments'));
  writeFileSync(
    join(folder, 'experiments/x.yaml'),
    'question: Which?\nbaseline: linear\narms: { linear: { path: { kind: linear } }, network: {} }\n' +
      'data: { kind: idx, folder: nowhere }\n',
  );
  const { code, output } = await command(folder, '--plan').ended;
  expect(output).toMatch(/^cannot start: idx: expected the file .*nowhere/m);
  expect(code).toBe(EXIT.refused);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(__dirname, '../../..');

it('lets onnxruntime note nothing of this machine: it would send its notes to its makers', () => {
  const home = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { ORT_DISABLE_TELEMETRY: _, ...environment } = process.env;
  const env = {
    ...environment,
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    TS_NODE_PROJECT: join(root, 'tsconfig.json'),
  };
  const script = `
    require('ts-node/register');
    require('./packages/engine/src/index.ts').openEngine('onnx').then(({ version }) => {
      require('onnxruntime-node/dist/binding.js').initOrt();
      console.log(version);
    });`;
  expect(execFileSync(process.execPath, ['-e', script], { cwd: root, env, encoding: 'utf8' })).toMatch(
    /^onnxruntime-node /,
  );
  expect(
    readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => /microsoft|onnxruntime/i.test(name)),
  ).toEqual([]);
});

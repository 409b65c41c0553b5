import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fillUniform, rootKey } from '@latent-paths/core';
import { encodePng } from '@latent-paths/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../testing/src/find-python.js';

const ROOT = resolve(__dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/bring-your-own-vae.md'), 'utf8');
/** The blocks of the page in their order, without what they are indented by. */
const fenced = [...page.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].map(([, indent, language, text]) => ({
  language,
  text: text!.replaceAll(new RegExp(`^${indent!}`, 'gm'), ''),
}));
const blocks = (...languages: readonly string[]): string[] =>
  fenced.filter(({ language }) => languages.includes(language!)).map(({ text }) => text);
const commands = blocks('sh', '').flatMap((block) => block.trim().split('\n'));

const SIDE = 28;
const COUNT = 1000;

/** Bright discs on black, [n, 28, 28]: what a small VAE learns within a second. */
function discs(): Uint8Array {
  const draws = new Float32Array(3 * COUNT);
  fillUniform(rootKey(3), 0, draws);
  return Uint8Array.from({ length: COUNT * SIDE * SIDE }, (_, at) => {
    const [picture, pixel] = [Math.floor(at / SIDE ** 2), at % SIDE ** 2];
    const [x, y, size] = [0, 1, 2].map((i) => draws[3 * picture + i]!) as [number, number, number];
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    const away = Math.hypot(column - 8 - 12 * x, row - 8 - 12 * y);
    return 255 * Math.min(1, Math.max(0, 4 + 4 * size - away));
  });
}

const python = findPython();

describe.skipIf(python === undefined)(
  'the worked way of docs/bring-your-own-vae.md, where a Python imports torch,',
  () => {
    let folder: string;
    const run = (program: string, args: readonly string[]) =>
      execFileSync(program, args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'tsconfig.json') },
      });
    /** Runs a line of the page: Python is the one that imports torch, npx what it would start in this folder. */
    const follow = (line: string) => {
      const [program, ...args] = line.split(' ');
      if (program === 'python3') return run(python!, args); // there, or skipped
      const [tool, command, ...rest] = args;
      expect([program, tool]).toEqual(['npx', 'latent-paths']);
      if (command !== 'run') return node('packages/experiments/bin/latent-paths.js', command!, ...rest);
      return node('tools/nx-experiments/bin/run-experiment.js', `experiments/${rest[0]}.yaml`);
    };
    const node = (...args: readonly string[]) => run(process.execPath, args);

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'latent-paths-worked-way-'));
      for (const name of ['packages', 'tools', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
      for (const name of ['nx.json', 'tsconfig.json', 'package.json'])
        copyFileSync(join(ROOT, name), join(folder, name));
      for (const name of ['experiments', 'my-pictures', 'results']) mkdirSync(join(folder, name));
      for (const name of readdirSync(join(ROOT, 'experiments')))
        if (name.startsWith('_')) copyFileSync(join(ROOT, 'experiments', name), join(folder, 'experiments', name));
      const pictures = discs();
      for (let i = 0; i < COUNT; i++) {
        const data = pictures.subarray(i * SIDE ** 2, (i + 1) * SIDE ** 2);
        writeFileSync(
          join(folder, 'my-pictures', `${i}.png`),
          encodePng({ width: SIDE, height: SIDE, channels: 1, data }),
        );
      }
      for (const [i, name] of ['a', 'b', 'c'].entries())
        copyFileSync(join(folder, 'my-pictures', `${i}.png`), join(folder, `${name}.png`));
      writeFileSync(join(folder, 'pairs.csv'), 'from,to\na.png,b.png\nc.png,a.png\n');
      writeFileSync(join(folder, 'pictures.bin'), pictures);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('leads from a module in PyTorch to a walk between pictures', () => {
      writeFileSync(join(folder, 'my_vae.py'), blocks('python')[0]!);
      run(python!, ['tools/export-vae/test/train_vae.py', 'my_vae.py', 'pictures.bin', String(SIDE), 'vae.pth']);
      const exporting = commands.find((line) => line.includes('export_onnx.py'))!;
      expect(follow(exporting)).toContain('posterior: { mean: mean, logVariance: log_variance }');

      const inspecting = commands.find((line) => line.startsWith('npx latent-paths inspect'))!;
      expect(follow(inspecting)).toMatch(/→ +0\.0[^]*posterior: \{ mean: mean, logVariance: log_variance \}/);

      const mine = blocks('yaml').find((block) => block.includes('path: my-pictures'))!;
      expect(mine.trim().split('\n').length).toBeLessThanOrEqual(12);
      writeFileSync(join(folder, 'experiments/_mine.yaml'), mine);
      const short =
        'extends: _mine\nbudget: { projections: 1280 }\nevaluation: { features: { training: { images: 256 } } }\n';
      writeFileSync(join(folder, 'experiments/mine.yaml'), short); // the page's own, trained for a moment
      const told = follow(commands.find((line) => line.startsWith('npx latent-paths run mine'))!);
      expect(told).toContain('results/mine/report.html');

      const walks = commands.filter((line) => line.startsWith('npx latent-paths interpolate mine/'));
      expect(walks.length).toBe(3);
      for (const line of walks) {
        follow(line);
        const [, out] = /--out (\S+)/.exec(line)!;
        expect(readFileSync(join(folder, out!)).length).toBeGreaterThan(100);
      }
    });
  },
);

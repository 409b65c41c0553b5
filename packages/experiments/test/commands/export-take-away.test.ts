import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fillNormal, ndarray, rootKey, split, type NDArray } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { pathStep } from '@latent-paths/trials/steps';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPath } from '../../src/commands/export-path.js';
import { findPython } from '../../../../tools/testing/src/find-python.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { line } from '../small-path.js';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';
import { trialOf } from './real-store.js';

const D = 8;
const ROWS = 5;
const TOLERANCE = 1e-5;
/** One of each way to compute a point; the laws of trials have every variant of each. */
const KINDS = {
  averaged: '{ extends: single, optimiser: { average: 0.5 } }',
  hidden: '{ path: { kind: network, form: direct, inputs: linear, activation: relu } }',
  slerp: '{ path: { kind: slerp } }',
  projected: '{ path: { kind: projected, times: 2 } }',
};
const TAKEN = ['linear', 'single', ...Object.keys(KINDS), 'theirs', 'fade'];
const ARMS = [
  LINEAR,
  SINGLE,
  ...Object.entries(KINDS).map(([name, arm]) => `${name}: ${arm}`),
  'fade: { path: { kind: pixel-linear } }',
];

const python = findPython();
if (python === undefined)
  console.warn(
    'export --to pytorch: skipped, because no Python here imports torch (Debian: apt install python3-torch)',
  );
/** The folder in which onnxruntime-web is installed: 100 MB that no command of this project needs. */
const web = process.env['LATENT_PATHS_ORT_WEB'];
if (web === undefined)
  console.warn(
    'export in onnxruntime-web: skipped, because LATENT_PATHS_ORT_WEB names no folder that has it installed',
  );

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  const root = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  writeFileSync(join(root, 'theirs.onnx'), line({ latents: D }));
  const theirs = `theirs: { path: { kind: onnx, file: ${join(root, 'theirs.onnx')}, licence: MIT } }`;
  space = workspace(tiny([...ARMS, theirs]), root);
  expect((await run(space, { engine })).failed).toEqual([]);
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

const idOf = (arm: string) => trialOf(space.store, 'x', arm);

function latents(name: string): NDArray<Float32Array> {
  const data = new Float32Array(D * ROWS);
  fillNormal(split(rootKey(1), name), 0, data);
  return ndarray([ROWS, D], data);
}
const [zA, zB] = [latents('a'), latents('b')];
const alpha = ndarray([ROWS], Float32Array.of(0, 0.3, 0.5, 0.9, 1));

/** What the trial's own step gives. */
async function expectedOf(arm: string): Promise<{ name: string; data: ArrayLike<number> }> {
  const trial = space.store.experiment('x').trial(await idOf(arm));
  const { path, theta, vae } = await finishedPath({ store: space.store, trial, run: (await trial.readRun())! });
  const program = await engine.compile(pathStep({ path, theta, vae, decoder: false, rows: ROWS }));
  const [[name, { data }]] = Object.entries(await program.run({ z_a: zA, z_b: zB, alpha })) as [[string, NDArray]];
  program.dispose();
  return { name, data };
}

function differenceOf(made: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(made.length).toBe(expected.length);
  return Math.max(...Array.from(expected, (number, i) => Math.abs(number - made[i]!)));
}

async function exported(arm: string, ...flags: string[]): Promise<{ out: string; told: Record<string, unknown> }> {
  const out = join(temporaryFolder(), 'taken');
  const told = await invokeJson(exportPath, [await idOf(arm), '--out', out, ...flags], space);
  return { out, told };
}

describe.each(TAKEN)('%s as a package', (arm) => {
  it('gives the trial’s own numbers, passes its own test, and depends on nothing', async () => {
    const { out } = await exported(arm, '--to', 'package');
    expect(readdirSync(out).sort()).toEqual(
      ['README.md', 'index.d.ts', 'index.js', 'index.test.js', 'package.json', 'points.json'].concat([
        'program.js',
        'runtime.js',
        'weights.js',
      ]),
    );
    const made = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'));
    expect([made.type, made.dependencies, made.exports['.'].types]).toEqual(['module', undefined, './index.d.ts']);
    const code = ['index', 'runtime', 'program', 'weights'].map((name) =>
      readFileSync(join(out, `${name}.js`), 'utf8'),
    );
    expect(code.join('\n')).not.toMatch(/\brequire\(|from '(?!\.\/)|from "(?!\.\/)|\bimport\(|\bprocess\b|\bfetch\(/);

    const { data: expected } = await expectedOf(arm);
    // a package of its own
    const { interpolate, latentSize } = (await import(pathToFileURL(join(out, 'index.js')).href)) as {
      interpolate(zA: ArrayLike<number>, zB: ArrayLike<number>, alpha: number): Float32Array;
      latentSize: number;
    };
    expect(latentSize).toBe(D);
    const row = ({ data }: NDArray, i: number) => data.slice(i * D, (i + 1) * D);
    const points = Array.from({ length: ROWS }, (_, i) => interpolate(row(zA, i), row(zB, i), alpha.data[i]!));
    expect(
      differenceOf(
        points.flatMap((point) => Array.from(point)),
        expected,
      ),
    ).toBeLessThan(TOLERANCE);
    execFileSync(process.execPath, ['--test'], { cwd: out, stdio: 'pipe' });
  });
});

it('a package’s own test fails where its weights are others', async () => {
  const { out } = await exported('single', '--to', 'package');
  const file = join(out, 'weights.js');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/'[^']*'/, (numbers) => `'${'AACA'.repeat((numbers.length - 2) / 4)}'`),
  );
  expect(() => execFileSync(process.execPath, ['--test'], { cwd: out, stdio: 'pipe' })).toThrow();
});

/** Calls the module of each folder, a process for all: loading PyTorch takes seconds. */
const CALL = `
import importlib.util, json, sys
import torch
given = json.loads(sys.argv[1])
z_a, z_b, alpha = (torch.tensor(given[name]) for name in ('z_a', 'z_b', 'alpha'))
z_a.requires_grad_()
told = []
for folder in sys.argv[2:]:
    spec = importlib.util.spec_from_file_location('latent_path', folder + '/latent_path.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = module.LatentPath()
    listed = lambda made: made if isinstance(made, tuple) else (made,)
    made = listed(path(z_a.reshape(5, 2, 2, 2), z_b.reshape(5, 2, 2, 2), alpha))
    gradient, = torch.autograd.grad(made[0].square().sum(), z_a)
    refused = []
    for wrong in ((z_a[:, :7], z_b, 0.5), (z_a, z_b, alpha[:3])):
        try:
            path(*wrong)
        except ValueError as error:
            refused.append(str(error))
    told.append({
        'shapes': [list(one.shape) for one in made],
        'first': made[0].flatten().tolist(),
        'gradient': bool(gradient.abs().sum() > 0),
        'half': list(listed(path(z_a, z_b, 0.5))[0].shape),
        'refused': refused,
    })
print(json.dumps(told))
`;

describe.skipIf(python === undefined)('in PyTorch, where a Python imports it,', () => {
  it('each path gives the trial’s own numbers, in the shape of the latents, with gradients', async () => {
    const folders: string[] = [];
    for (const arm of TAKEN) {
      const { out, told } = await exported(arm, '--to', 'pytorch', ...(arm === 'fade' ? [] : ['--with', 'decoder']));
      expect(told['files']).toEqual([join(out, 'latent_path.py'), join(out, 'latent_path.safetensors')]);
      folders.push(out);
    }
    const { out } = await exported('linear', '--to', 'pytorch');
    expect(readdirSync(out).sort()).toEqual(['README.md', 'latent_path.py']); // a formula has no weights
    folders.push(out);

    const rows = ({ data }: NDArray) =>
      Array.from({ length: ROWS }, (_, i) => Array.from(data.slice(i * D, (i + 1) * D)));
    const given = JSON.stringify({ z_a: rows(zA), z_b: rows(zB), alpha: Array.from(alpha.data) });
    // there, or skipped
    const told = JSON.parse(execFileSync(python!, ['-c', CALL, given, ...folders], { encoding: 'utf8' }));
    const image = [ROWS, 32, 32, 3];
    const latent = [ROWS, 2, 2, 2];
    for (const [i, arm] of [...TAKEN, 'linear'].entries()) {
      const { shapes, first, gradient, half, refused } = told[i];
      const isFade = arm === 'fade';
      expect(shapes).toEqual(isFade ? [image] : i === TAKEN.length ? [latent] : [latent, image]);
      expect([gradient, half]).toEqual([true, isFade ? image : [ROWS, D]]);
      expect(refused).toEqual([
        'LatentPath: expected z_a and z_b [n, 8], got [5, 7] and [5, 8]',
        'LatentPath: expected one alpha or 5, one for each row of z_a, got 3',
      ]);
      expect(differenceOf(first, (await expectedOf(arm)).data), arm).toBeLessThan(TOLERANCE);
    }
  });
});

/** As much of onnxruntime-web as this test calls; it is not installed here. */
interface OrtWeb {
  readonly InferenceSession: {
    create(model: Uint8Array): Promise<{ run(feeds: object): Promise<Record<string, { data: Float32Array }>> }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
}

describe.skipIf(web === undefined)('in onnxruntime-web, where LATENT_PATHS_ORT_WEB names its folder,', () => {
  it.each(TAKEN)('%s gives the trial’s own numbers', async (arm) => {
    const { InferenceSession, Tensor } = createRequire(join(web!, 'package.json'))('onnxruntime-web') as OrtWeb;
    const { out } = await exported(arm, '--to', 'onnx');
    const session = await InferenceSession.create(readFileSync(out));
    const given = {
      z_a: new Tensor('float32', zA.data, zA.shape),
      z_b: new Tensor('float32', zB.data, zB.shape),
      alpha: new Tensor('float32', alpha.data, alpha.shape),
    };
    const { name, data } = await expectedOf(arm);
    expect(differenceOf((await session.run(given))[name]!.data, data)).toBeLessThan(TOLERANCE);
  });
});

it('a model card goes along with every format, and says where the path is from and where it is worse', async () => {
  const id = await idOf('single');
  const { content } = (await space.store.experiment('x').trial(id).readRun())!.inputs['vae']!;
  const folder = temporaryFolder();
  for (const [format, card] of [
    ['onnx', 'taken-onnx.md'],
    ['safetensors', 'taken-safetensors.md'],
    ['pytorch', 'taken-pytorch/README.md'],
    ['package', 'taken-package/README.md'],
  ] as const) {
    const out = join(folder, `taken-${format}`);
    const told = await invokeJson(exportPath, [id, '--to', format, '--out', out], space);
    expect(told.card).toBe(join(folder, card));
    const text = readFileSync(told.card, 'utf8');
    expect(text).toMatch(new RegExp(`^# x/${id}\n`));
    expect(text).toContain(content);
    expect(text).toContain('24 steps, 768 points (pair, α) on 300 of 19,900 pairs');
    expect(text).toContain('On 8 pairs of held-out test latents at 9 α');
    expect(text).toMatch(/\| reprojection at α = ½ \| [\d.]+ \| [\d.]+ \|/);
    expect(text).toContain('Seed 1 alone: how far another seed would be from these is not known.');
    expect(text).toContain('No file of others is in it.');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text.split('\n').filter((line) => line.startsWith('## '))).toHaveLength(5);
  }
});

it('a model card names what is worse than the line’s, by the trial’s own scores', async () => {
  const cardOf = async (arm: string) => {
    const { told } = await exported(arm, '--to', 'onnx');
    const text = readFileSync(String(told['card']), 'utf8');
    if (arm === 'theirs') expect(text).toMatch(/Others trained it; .*Source: not said\. Licence: MIT\./);
    return text.slice(text.indexOf('## Where it is worse'));
  };
  expect(await cardOf('linear')).toContain('It is the straight line.');
  // Another way to compute the same line differs by rounding, which is no difference.
  expect(await cardOf('theirs')).toContain('None of the scores above is worse than the straight line’s');
  // Twice projected it leaves its ends, and the line does not.
  expect(await cardOf('projected')).toMatch(
    /- Its endpoint error is ([\d.]+), greater by \1 than the straight line’s\./,
  );
  const summary = (await space.store
    .experiment('x')
    .trial(await idOf('single'))
    .readSummary())!;
  const line = (await space.store
    .experiment('x')
    .trial(await idOf('linear'))
    .readSummary())!;
  const worse = summary.byAlpha['reprojection']!.filter(
    ({ mean }, i) => mean > 1.00001 * line.byAlpha['reprojection']![i]!.mean + 1e-6,
  );
  const single = await cardOf('single');
  if (worse.length > 0) expect(single).toContain(`At ${worse.length} of 9 α its mean reprojection error is greater`);
  else expect(single).not.toContain('of 9 α');
});

it('refuses in words what does not fit a folder, and writes over nothing', async () => {
  const id = await idOf('single');
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine'), '');
  writeFileSync(join(folder, 'p.onnx.md'), 'mine');
  const refused: [args: string[], message: string][] = [
    [['--to', 'package', '--out', folder], '--out: expected a new folder or an empty one'],
    [['--to', 'pytorch', '--out', join(folder, 'mine')], '--out: expected a folder, got a file'],
    [['--to', 'package', '--batch', '2'], '--batch: expected --to onnx or --to pytorch, got --to package'],
    [['--to', 'package', '--with', 'decoder'], '--with: expected --to onnx or --to safetensors or --to pytorch'],
    [['--to', 'package', '--out', join(folder, 'new'), '--force'], '--force: expected a file to overwrite'],
    [
      ['--out', join(folder, 'p.onnx')],
      `--out: expected a new file, got an existing one: ${join(folder, 'p.onnx.md')}`,
    ],
  ];
  for (const [args, message] of refused)
    await expect(invoke(exportPath, [id, ...args], space), args.join(' ')).rejects.toThrow(message);
  expect(readFileSync(join(folder, 'p.onnx.md'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual(['mine', 'p.onnx.md']);
});

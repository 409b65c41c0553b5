import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
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
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The commands in the shell blocks of README and docs/commands.md, each once. */
const documented = [...new Set(['README.md', 'docs/commands.md'].flatMap((file) => commandsOf(read(file))))];

function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block!);
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line !== '');
  return lines.flatMap((line) => line.split(' && '));
}

/** What is not run here, and where it is run instead. */
const ELSEWHERE = new Map([
  ['npm ci', '.ci/run'],
  ['npm test', '.ci/run'],
  ['npx nx show project experiments', 'targets.test.ts'],
  ['npx latent-paths serve', 'serve.test.ts'],
  ['npx latent-paths inspect encoder.onnx decoder.onnx --images pictures', 'inspect.test.ts'],
]);

/** Takes longer than a test may: only its plan is run. */
const LONG = new Map(
  ['dense-alpha', 'depth'].map((name) => [`npx nx run experiments:${name}`, `npx nx run experiments:${name} --plan`]),
);

const run = [...new Set(documented.filter((line) => !ELSEWHERE.has(line)).map((line) => LONG.get(line) ?? line))];
/** In the order of the pages, one after another: they write results. The others read, all at once. */
const writing = run.filter((line) => line.startsWith('npx nx run') && !line.includes('--plan'));
const reading = run.filter((line) => !writing.includes(line));

/** quickstart as it is, with sizes at which it runs within seconds. */
const SMALL = `
extends: _quickstart
data: { kind: shapes, train: 600, heldOut: 300 }
vae: { latent: 8, channels: [4, 8], training: { images: 512, batch: 32 } }
pool: { train: 200, validation: 40, test: 40 }
path: { hidden: [16, 16, 16] }
loss: { variance: null }
batch: 32
budget: { projections: 768 }
validation: { everySteps: 8, pairs: 4, alphas: 5 }
logging: { everySteps: 4 }
evaluation:
  { pairs: 8, alphas: 9, frames: { pairs: 2, alphas: 3 }, truth: { pairs: 3, alphas: 3, bank: 60 }, real: 20,
    features: { size: 4, channels: [2, 4], training: { images: 64, batch: 16 } } }
`;

/** Stands for npx: what Nx would start, without Nx. That its targets start this is tested in targets.test.ts. */
const NPX = `#!/bin/sh
tool=$1
shift
if [ "$tool" = latent-paths ]; then exec node packages/experiments/bin/latent-paths.js "$@"; fi
target=$2
shift 2
case "$tool $target" in
  'nx report:build') exec node -r ts-node/register packages/report/src/cli.ts --results=results "$@" ;;
  'nx experiments:'*)
    exec node tools/nx-experiments/bin/run-experiment.js "experiments/\${target#experiments:}.yaml" "$@" ;;
esac
echo "npx: expected latent-paths or a target of Nx, got $tool $target" >&2
exit 2
`;

/** A picture of one's own: a PNG of 9 × 6 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAkAAAAGCAMAAAAmGUT3AAAAA1BMVEWAQMAtUqvvAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElE' +
    'QVQImWNgIB8AAAA8AAG6z8PkAAAAAElFTkSuQmCC',
  'base64',
);

/** A workspace with the code of this one, and results of its own. */
function makeWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'documented-commands-'));
  for (const name of ['packages', 'tools', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  for (const name of ['nx.json', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
  const experiments = join(folder, 'experiments');
  mkdirSync(experiments);
  for (const name of readdirSync(join(root, 'experiments')))
    copyFileSync(join(root, 'experiments', name), join(experiments, name));
  copyFileSync(join(experiments, 'quickstart.yaml'), join(experiments, '_quickstart.yaml'));
  writeFileSync(join(experiments, 'quickstart.yaml'), SMALL);
  const [, depth] = /```yaml\n(.*?)```/s.exec(read('README.md'))!;
  writeFileSync(join(experiments, 'depth.yaml'), depth!);
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.png`), PICTURE);
  writeFileSync(join(folder, 'pairs.csv'), 'from,to\na.png,b.png\nc.png,a.png\n');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npx'), NPX);
  chmodSync(join(folder, 'bin/npx'), 0o755);
  return folder;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a line as a shell does. */
async function shell(line: string, cwd: string): Promise<Ended> {
  const PATH = `${join(cwd, 'bin')}:${process.env.PATH}`;
  const env = { ...process.env, PATH, TS_NODE_PROJECT: join(root, 'tsconfig.json') };
  const child = spawn('sh', ['-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null]; // 'close' gives [code, signal]
  return { code, output };
}

describe('the commands in README and docs/commands.md', () => {
  let folder: string;
  const ended = new Map<string, Ended>();

  beforeAll(async () => {
    folder = makeWorkspace();
    for (const line of writing) ended.set(line, await shell(line, folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found', () => {
    expect(documented).toEqual(expect.arrayContaining([...ELSEWHERE.keys(), ...LONG.keys()]));
    expect(writing).toContain('npx nx run experiments:quickstart');
    expect(reading).toContain('npx latent-paths compare quickstart');
  });

  it('use every command of latent-paths', async () => {
    const help = await shell('npx latent-paths --help', folder);
    const names = [...help.output.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name!);
    expect(names).toContain('interpolate');
    for (const name of names)
      expect([...reading, ...ELSEWHERE.keys()], name).toContainEqual(
        expect.stringMatching(new RegExp(`^npx latent-paths ${name}\\b`)),
      );
  });

  it.each(writing)('run: %s', (line) => {
    expect(ended.get(line)).toMatchObject({ code: 0 });
  });

  it.concurrent.each(reading)('run: %s', async (line) => {
    const { code, output } = await shell(line, folder);
    expect(code, output).toBe(0);
    expect(output).not.toBe('');
  });

  it('give the output that README shows, but for its numbers', () => {
    const { output } = ended.get('npx nx run experiments:quickstart')!;
    const [, shown] = /```\n(experiments\/quickstart\.yaml: .*?)```/s.exec(read('README.md'))!;
    const steps = [...shown!.matchAll(/^(.*? {2}done in) /gm)].map(([, step]) => step!);
    expect(steps).toHaveLength(11);
    for (const step of steps) expect(output).toContain(step);
    expect(output).toMatch(
      /^experiments\/quickstart\.yaml: reading it; .*\nquickstart: Does a trained path stay nearer[^]*\n3 of 3 trials to run\n[^]*\ncomparing the 3 trials that have finished\n[^]*building the page of quickstart\n[^]*\/results\/quickstart\/report\.html\n$/,
    );
  });
});

import type { JavascriptProgram } from '@latent-paths/engine';
import { fullName, type TrialName } from '../find-trial.js';

interface TestedPoint {
  readonly zA: readonly number[];
  readonly zB: readonly number[];
  readonly alpha: number;
  readonly expected: readonly number[];
}

export interface PackageFilesOptions extends JavascriptProgram {
  readonly trial: TrialName;
  readonly latentSize: number;
  /** What `interpolate` gives, in words. */
  readonly gives: string;
  /** The text of the module that computes. */
  readonly runtime: string;
  readonly points: readonly TestedPoint[];
}

/** Digits that tell any two numbers of float32 apart. */
const DIGITS = 9;

const PROGRAM_HEAD = '// The operators of the path in their order: name, inputs, outputs, attributes.';
const WEIGHTS_HEAD = '// Numbers of float32 in base64, least byte first.';

/** The files of a package, by name. */
export function packageFiles({
  trial,
  latentSize,
  gives,
  runtime,
  program,
  weights,
  points,
}: PackageFilesOptions): Record<string, string> {
  const name = `latent-path-${trial.trial}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  const short = (numbers: readonly number[]) => numbers.map((number) => Number(number.toPrecision(DIGITS)));
  return {
    'package.json': `${JSON.stringify(
      {
        name,
        version: '1.0.0',
        private: true,
        description: `A path between latents, ${fullName(trial)} of latent-paths`,
        type: 'module',
        exports: { '.': { types: './index.d.ts', default: './index.js' } },
        types: './index.d.ts',
        sideEffects: false,
        scripts: { test: 'node --test' },
      },
      null,
      2,
    )}\n`,
    'index.js': `// A path between latents, ${fullName(trial)} of latent-paths; README.md says what it was trained on.
import { openPath } from './runtime.js';
import { program } from './program.js';
import { weights } from './weights.js';

export const latentSize = ${latentSize};
export const interpolate = openPath(program, weights, latentSize);
`,
    'index.d.ts': `/** Numbers of one latent. */
export declare const latentSize: number;
/**
 * From latent zA at alpha = 0 to latent zB at alpha = 1: ${gives}.
 * @throws RangeError if a latent has another size, or alpha is no number
 */
export declare function interpolate(zA: ArrayLike<number>, zB: ArrayLike<number>, alpha: number): Float32Array;
`,
    'runtime.js': runtime,
    'program.js': `${PROGRAM_HEAD}\nexport const program = ${programText(program)};\n`,
    'weights.js': `${WEIGHTS_HEAD}\nexport const weights =\n  '${base64Of(weights)}';\n`,
    'points.json': `[\n${points
      .map(({ zA, zB, alpha, expected }) =>
        JSON.stringify({ zA: short(zA), zB: short(zB), alpha, expected: short(expected) }),
      )
      .join(',\n')}\n]\n`,
    'index.test.js': TEST,
  };
}

function programText({ inputs, outputs, constants, steps }: JavascriptProgram['program']): string {
  const lines = (all: readonly string[]) => all.map((line) => `    ${line},\n`).join('');
  const named = Object.entries(constants).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{
  inputs: ${JSON.stringify(inputs)},
  outputs: ${JSON.stringify(outputs)},
  constants: {
${lines(named)}  },
  steps: [
${lines(steps.map((step) => JSON.stringify(step)))}  ],
}`;
}

/** Least byte first, wherever it is made. */
function base64Of(numbers: Float32Array): string {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeFloatLE(number, 4 * i));
  return bytes.toString('base64');
}

const TEST = `// node --test: the package gives what the trial's own graph gives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { interpolate, latentSize } from './index.js';

const points = JSON.parse(readFileSync(new URL('./points.json', import.meta.url), 'utf8'));
const TOLERANCE = 1e-5;

for (const { zA, zB, alpha, expected } of points) {
  test(\`gives the trial's own numbers at alpha = \${alpha}\`, () => {
    const made = interpolate(zA, zB, alpha);
    assert.equal(made.length, expected.length);
    const scale = Math.max(1, ...expected.map(Math.abs));
    const error = Math.max(...expected.map((number, i) => Math.abs(number - made[i])));
    assert.ok(error <= TOLERANCE * scale, \`expected a difference of at most \${TOLERANCE * scale}, got \${error}\`);
  });
}

test('refuses latents of another size, and what is no number', () => {
  const latent = new Float32Array(latentSize);
  assert.throws(() => interpolate(new Float32Array(latentSize + 1), latent, 0.5), RangeError);
  assert.throws(() => interpolate(latent, [], 0.5), RangeError);
  assert.throws(() => interpolate(latent, latent, NaN), RangeError);
});
`;

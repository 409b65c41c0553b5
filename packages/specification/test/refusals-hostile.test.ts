import fc from 'fast-check';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { trialSchema } from '../src/trial/trial-schema.js';
import { flatten } from '../src/keys/flatten.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';

const { refusals } = resolvingBy(resolveExperiment);

const HUNDRED = Array.from({ length: 100 }, (_, i) => i).join();
const HEAD = 'question: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n  a: {}\n';

/**
 * Resolves `experiments/<name>` of a folder in which `prepare` has made it, and gives the lines that it is refused
 * with.
 */
function refused(prepare: (folder: string) => void, name = 'x.yaml'): string[] {
  const root = temporaryFolder();
  mkdirSync(join(root, 'experiments'));
  prepare(join(root, 'experiments'));
  try {
    resolveExperiment(`experiments/${name}`, { root });
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigurationError') return error.message.split('\n');
    throw error;
  }
  return [];
}

const write =
  (content: string | Uint8Array, name = 'x.yaml') =>
  (folder: string) =>
    writeFileSync(join(folder, name), content);

describe('what is no experiment', () => {
  it.each([
    [
      'ten megabytes',
      write('# '.repeat(5_000_000)),
      /^experiments\/x\.yaml: expected at most 128 KiB, got 9766 KiB; is it an experiment\?/,
    ],
    [
      'a folder',
      (folder: string) => mkdirSync(join(folder, 'x.yaml')),
      /^experiments\/x\.yaml: expected a file, got a folder$/,
    ],
    [
      'a device without end',
      (folder: string) => symlinkSync('/dev/zero', join(folder, 'x.yaml')),
      /^experiments\/x\.yaml: expected a file, got a device or pipe$/,
    ],
    [
      'a link to nowhere',
      (folder: string) => symlinkSync('nowhere', join(folder, 'x.yaml')),
      /^experiments\/x\.yaml: expected the file experiments\/x\.yaml, got a folder with x/,
    ],
    [
      'UTF-16',
      write(Buffer.from(`\ufeff${HEAD}`, 'utf16le')),
      /^experiments\/x\.yaml: expected text in UTF-8, got other bytes; save it again as UTF-8$/,
    ],
    [
      'Latin-1',
      write(Buffer.from(HEAD.replace('Which', 'Où'), 'latin1')),
      /^experiments\/x\.yaml: expected text in UTF-8/,
    ],
    [
      'an image',
      write(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
      /^experiments\/x\.yaml: expected text in UTF-8/,
    ],
    [
      'NUL bytes',
      write(`${HEAD}batch: 1\0\n`),
      /^experiments\/x\.yaml:6:9: expected printable text, got the character U\+0000; delete it$/,
    ],
  ])('%s', (_, prepare, line) => expect(refused(prepare)).toEqual([expect.stringMatching(line)]));

  it.each([
    [
      '"\\e[31m"',
      'experiments/x.yaml:1:11: expected printable text, got the escape of the character U+001B; delete it',
    ],
    ['"a\\0"', 'experiments/x.yaml:1:11: expected printable text, got the escape of the character U+0000; delete it'],
    [
      '"a\\tb\\n"\n"\\x07": 1',
      'experiments/x.yaml:2:1: expected printable text as a key, got the escape of the character U+0007; delete it',
    ],
  ])('codes of a terminal by escapes: %s', (question, line) =>
    expect(refused(write(`question: ${question}\nbaseline: a\narms: { a: {} }\n`))).toEqual([line]),
  );

  it('takes a byte order mark at the start, and the line ends of Windows', () => {
    expect(refused(write(`\ufeff${HEAD.replaceAll('\n', '\r\n')}`))).toEqual([]);
    expect(refused(write(`\ufeffbatsh: 1\r\n${HEAD.replaceAll('\n', '\r\n')}`))).toEqual([
      expect.stringMatching(/^experiments\/x\.yaml:1:1 batsh: unknown key/),
    ]);
  });
});

describe('names that would leave their folder, hide, or break', () => {
  it.each(['-x', '.x', 'a b', 'ü', `${'a'.repeat(101)}`])('%j as that of an experiment', (name) => {
    expect(refused(write(HEAD, `${name}.yaml`), `${name}.yaml`)).toEqual([
      expect.stringMatching(/: expected a file name of at most 100 letters, digits, -, _ and \., got /),
    ]);
  });

  it.each(['../x', 'a/b', 'a\\b', '..', '.', '.a', '-a', 'A', 'a b', 'a\u00a0b', '', 'ä'])(
    '%j as that of an arm',
    (name) => {
      expect(refusals({ x: `${HEAD}  ${JSON.stringify(name)}: {}\n` })).toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^experiments\/x\.yaml:6:3 arms\..*: expected lower-case letters and digits, joined by - or \., got /s,
          ),
        ]),
      );
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])('%s as a key', (name) => {
    expect(refusals({ x: `${HEAD}  ${name}: {}\n` })).toEqual([
      `experiments/x.yaml:6:3: expected another name than ${name}, which is reserved`,
    ]);
    expect(refusals({ x: `${HEAD}loss: { ${name}: { weight: 1 } }\n` })).toEqual([
      `experiments/x.yaml:6:9: expected another name than ${name}, which is reserved`,
    ]);
    expect(Object.hasOwn(Object.prototype, 'weight')).toBe(false);
  });

  it.each(['toString', 'hasOwnProperty', 'valueOf'])('%s as a key, a piece and an arm', (name) => {
    expect(refusals({ x: `${HEAD}${name}: 1\nloss: { ${name}: { weight: 1 } }\npath: { kind: ${name} }\n` })).toEqual([
      expect.stringMatching(new RegExp(`^experiments/x.yaml:6:1 ${name}: unknown key`)),
      expect.stringMatching(new RegExp(`^experiments/x.yaml:7:9 loss.${name}: unknown key`)),
      expect.stringMatching(new RegExp(`^experiments/x.yaml:8:15 path.kind: expected one of .*, got "${name}"`)),
    ]);
    expect(refusals({ x: `${HEAD}exclude: [{ arm: ${name} }]\n` })).toEqual([
      expect.stringMatching(/exclude\[0\]\.arm: expected one of linear, a, got/),
    ]);
  });
});

describe('what would go on for ever', () => {
  const chain = (of: number) =>
    Object.fromEntries(Array.from({ length: of }, (_, i) => [`b${i}`, `extends: b${i + 1}\n`]));
  const diamonds = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`b${i}`, `extends: [b${i + 1}, c${i + 1}]`]).concat(
      Array.from({ length: 30 }, (_, i) => [`c${i}`, `extends: [b${i + 1}, c${i + 1}]`]),
    ),
  );
  const arms = Array.from(
    { length: 40 },
    (_, i) => `  p${i}: { extends: [p${i + 1}, q${i + 1}] }\n  q${i}: { extends: [p${i + 1}, q${i + 1}] }\n`,
  ).join('');

  it('a chain of files', () => {
    expect(refusals({ ...chain(100), b100: 'batch: 64', x: `extends: b0\n${HEAD}` })).toEqual([
      'experiments/b62.yaml:1:10 extends: expected at most 64 files (a file counts each time it is extended), got ' +
        'more; extend fewer',
    ]);
  });

  it('files that extend twice as many at every step', () => {
    expect(refusals({ ...diamonds, b30: '{}', c30: '{}', x: `extends: b0\n${HEAD}` })).toEqual([
      expect.stringMatching(/extends: expected at most 64 files/),
    ]);
  });

  it('arms that extend twice as many at every step', () => {
    expect(refusals({ x: `${HEAD}${arms}  p40: {}\n  q40: {}\n` })).toContain(
      'experiments/x.yaml:6:3 arms.p0: expected at most 64 arms below it (an arm counts each time it is extended), ' +
        'got more; extend fewer',
    );
  });

  it.each([
    [
      'a matrix of 10^12 points',
      'matrix: { ' +
        `${Array.from({ length: 6 }, (_, i) => `loss.attraction.weight${i}: [${HUNDRED}]`).join()} ` +
        `}\n`,
      1_000_000_000_001,
    ],
    [
      'a thousand arms',
      `${Array.from({ length: 999 }, (_, i) => `  b${i}: { loss: { attraction: { weight: ${i} } } }\n`).join('')}`,
      1001,
    ],
  ])('%s', (_, text, count) => {
    expect(refusals({ x: `${HEAD}${text}` })).toEqual([
      expect.stringMatching(
        `expected at most 1000 combinations of arms, matrix and zip, got ${count}; zip what belongs together, or ` +
          'split the experiment',
      ),
    ]);
  });

  it('tells of a mistake that all points share once', () => {
    expect(
      refusals({
        x:
          `${HEAD}batch: x\nmatrix: { optimiser.beta1: [${Array.from({ length: 500 }, (_, i) => i / 1000).join()}] ` +
          `}\n`,
      }),
    ).toEqual(['experiments/x.yaml:6:8 batch: expected a number, got "x"']);
  });
});

describe('whatever is written', () => {
  /** `refusals` throws what is no refusal. */
  const isRefusedOrTaken = (files: Readonly<Record<string, string>>, set: readonly string[] = []) => {
    for (const line of refusals(files, { set })) expect(line).toMatch(/^(experiments\/|--set |default |… and )/);
  };

  it('is taken or refused in words, as any text', () => {
    const piece = fc.constantFrom(
      'a',
      'arms',
      ': ',
      ':',
      '- ',
      '\n',
      '\n  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&x ',
      '*x',
      '<<: ',
      '"',
      "'",
      '#',
      '!',
      '!!set ',
      '%',
      '---\n',
      '? ',
      '|',
      '>',
      '\t',
      '1e400',
      '.nan',
      '~',
      '\u0000',
      '\ufeff',
      '😀',
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (x) => isRefusedOrTaken({ x, y: 'batch: 64' })),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(text, (more) => isRefusedOrTaken({ x: `${HEAD}${more}` })),
      { numRuns: 60 },
    );
  });

  it('is taken or refused in words, as any value of any key', () => {
    const leaves = [...flatten(trialSchema.parse({ curriculum: { kind: 'alpha-count' } })).keys()];
    const keys = [
      ...leaves,
      ...leaves.map((key) => key.split('.').slice(0, -1).join('.') || key),
      'extends',
      'question',
      'claims',
      'arms',
      'arms.a',
      'baseline',
      'metric',
      'metric.name',
      'seeds',
      'matrix',
      'zip',
      'exclude',
    ];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.double(),
      fc.maxSafeInteger(),
      fc.constantFrom<unknown>([], {}, { kind: 'linear' }, { kind: 'dense', count: 2 }, { batch: [1, 2] }, [
        { arm: 'a' },
      ]),
    );
    const nest = (key: string, inner: unknown): unknown =>
      key.split('.').reduceRight<unknown>((below, part) => ({ [part]: below }), inner);
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, given) => {
        // JSON is YAML; what is no JSON becomes null.
        isRefusedOrTaken({ x: JSON.stringify(nest(key, given)), y: `extends: x\n${HEAD}` });
        isRefusedOrTaken({ x: HEAD }, [`${key}=${stringify(given)}`, `${key}=${JSON.stringify(given)}`]);
      }),
      { numRuns: 60 },
    );
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf, isNamed } from '../end-of.js';
import { YAML } from '../space.js';

const doubling = Array.from({ length: 30 }, (_, i) => `b${i + 1}: &b${i + 1} [*b${i}, *b${i}]`).join('\n');
const merging = Array.from({ length: 25 }, (_, i) => `m${i + 1}: &m${i + 1} { <<: [*m${i}, *m${i}], k${i}: 1 }`).join(
  '\n',
);
const grid = Array.from(
  { length: 8 },
  (_, i) => `optimiser.k${i}: [${Array.from({ length: 50 }, (__, j) => j).join()}]`,
).join(', ');

/** Text that is small, and means much. */
const BOMBS: Readonly<Record<string, string>> = {
  'a billion laughs': `b0: &b0 [lol, lol]\n${doubling}\n${YAML}`,
  'merges that double': `m0: &m0 { a: 1 }\n${merging}\n${YAML}`,
  'an alias in itself': `a: &a [*a]\n${YAML}`,
  'a hundred thousand brackets': `${YAML}x: ${'['.repeat(100_000)}\n`,
  'a thousand levels of blocks': `${YAML}${Array.from({ length: 340 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`,
  'a matrix of 10^13 points': `${YAML}matrix: { ${grid} }\n`,
  'ten thousand million seeds': `${YAML}seeds: 10000000000\n`,
  'a number of a hundred thousand digits': `${YAML}batch: ${'9'.repeat(100_000)}\n`,
  'a tag that makes a function': `${YAML}x: !!js/function 'function () { process.exit(0) }'\n`,
  'a schedule of many arrows': `${YAML.replace('batch: 32', `batch: ${'1 -> '.repeat(20_000)}1`)}`,
  'a file that extends itself': `extends: x\n${YAML}`,
};

/** Of a processor: a busy machine is no fault. */
const HALF_A_MINUTE = ['sh', '-c', 'ulimit -t 30 && exec "$@"', 'sh'];

export const bombs: Fault = {
  about:
    'YAML that is small and means much, with 256 MiB of memory; refused in words, within half a minute of a processor',
  needs: [],
  isShort: false,
  async inflict({ space, tally, patience }) {
    for (const [what, yaml] of Object.entries(BOMBS)) {
      const { root } = space(what);
      writeFileSync(join(root, 'experiments/x.yaml'), yaml);
      const ended = await run(root, {
        environment: { NODE_OPTIONS: '--max-old-space-size=256' },
        through: HALF_A_MINUTE,
        patience,
      });
      if (ended.hung || ended.code === 0 || ended.signal !== null)
        tally.lost.push(`${what}: ${ended.hung ? 'came to no end' : endOf(ended)}`);
      else if (isNamed(ended, /experiments\/x\.yaml/)) tally.named += 1;
      else tally.unnamed.push(`${what}: ${endOf(ended)}`);
    }
  },
};

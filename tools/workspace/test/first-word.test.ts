import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(join(__dirname, '../../..', file), 'utf8');

it.each(['tools/torture/src', 'packages/experiments/bench', 'packages/engine/bench', 'packages/trials/bench'])(
  '%s/main.ts says what it does before it loads anything',
  (folder) => {
    expect(read(`${folder}/main.ts`)).toMatch(/^import '\.\/first-word\.js';\n/);
    const word = read(`${folder}/first-word.ts`);
    expect(word).not.toMatch(/^import |require\(/m);
    expect(word).toContain('process.stderr.write(');
  },
);

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const experiments = join(__dirname, '../../../experiments');
const files = readdirSync(experiments).filter((name) => name.endsWith('.yaml'));

// Prettier folds neither comments nor text; of other files ESLint holds the same.
it.each(files)('%s has no line over 120 characters', (name) => {
  const lines = readFileSync(join(experiments, name), 'utf8').split('\n');
  expect(lines.flatMap((line, at) => (line.length > 120 ? [`${name}:${at + 1}`] : []))).toEqual([]);
});

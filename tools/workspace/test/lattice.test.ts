import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

/**
 * A workspace in small that breaks every boundary: each line that must be reported ends in `// forbidden`, and no other
 * line may be.
 */
const fixture = join(__dirname, '../lint/fixture');
const files = readdirSync(fixture, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

it('the lattice forbids what it must, and nothing else', async () => {
  const eslint = new ESLint({
    cwd: fixture,
    overrideConfigFile: join(__dirname, '../../../eslint.config.mjs'),
    overrideConfig: [
      { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
      { rules: { '@typescript-eslint/no-require-imports': 'off' } },
    ],
  });
  const results = await eslint.lintFiles(files);
  expect(results).toHaveLength(files.length);

  const reported = results.flatMap(({ filePath, messages }) => [
    ...new Set(messages.map((message) => `${filePath.slice(fixture.length + 1)}:${message.line}`)),
  ]);
  const forbidden = files.flatMap((file) =>
    readFileSync(join(fixture, file), 'utf8')
      .split('\n')
      .flatMap((line, i) => (line.endsWith('// forbidden') ? [`${file}:${i + 1}`] : [])),
  );
  expect(forbidden.length).toBeGreaterThan(30);
  expect(reported.sort()).toEqual(forbidden.sort());
});

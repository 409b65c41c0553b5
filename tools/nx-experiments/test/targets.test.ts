import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(__dirname, '../../..');

it('nx lists one target for every experiment of this workspace', () => {
  const names = readdirSync(join(root, 'experiments'))
    .filter((file) => /^[^_].*\.ya?ml$/.test(file))
    .map((file) => file.replace(/\.ya?ml$/, ''));
  expect(names).toContain('quickstart');

  const json = execFileSync(process.execPath, ['node_modules/.bin/nx', 'show', 'project', 'experiments', '--json'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_ISOLATE_PLUGINS: 'false' },
  });
  // what `nx show project` prints
  const { targets } = JSON.parse(json) as { targets: Record<string, { cache: boolean; options: { command: string } }> };
  expect(Object.keys(targets)).toEqual(expect.arrayContaining(names));
  for (const name of names) {
    expect(targets[name]).toMatchObject({ cache: false });
    expect(targets[name]!.options.command).toContain(`experiments/${name}.y`);
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetConfiguration } from 'nx/src/devkit-exports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodes } from './index.js';

describe('createNodes', () => {
  let workspaceRoot: string;
  beforeAll(() => {
    workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-experiments-'));
    mkdirSync(join(workspaceRoot, 'packages/experiments'), { recursive: true });
    writeFileSync(
      join(workspaceRoot, 'packages/experiments/package.json'),
      JSON.stringify({ scripts: { schema: 'node schema.js' } }),
    );
  });
  afterAll(() => rmSync(workspaceRoot, { recursive: true }));

  async function infer(...names: string[]): Promise<Record<string, TargetConfiguration>> {
    const files = names.map((name) => `experiments/${name}`);
    const nodes = await createNodes[1](files, undefined, { workspaceRoot, nxJsonConfiguration: {} });
    return Object.assign({}, ...nodes.map(([, result]) => result.projects?.['packages/experiments']?.targets));
  }

  it('makes every file a target that is never cached', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `ablation-${i}`);
    const targets = await infer(...names.map((name) => `${name}.yaml`));
    expect(Object.keys(targets)).toEqual(names);
    for (const name of names) {
      expect(targets[name]).toMatchObject({ executor: 'nx:run-commands', cache: false });
      expect(targets[name]!.options.command).toBe(
        `node tools/nx-experiments/bin/run-experiment.js experiments/${name}.yaml`,
      );
    }
  });

  it('takes .yml as well, and leaves abstract files out', async () => {
    expect(Object.keys(await infer('_base.yaml', 'dense-alpha.yml', '_other.yml'))).toEqual(['dense-alpha']);
  });

  it('asks for nothing of the files themselves, which need not even exist', async () => {
    expect(await infer('broken.yaml')).toHaveProperty('broken');
  });

  it.each(['test', 'lint', 'build', 'schema', 'b'])('refuses the name of a real target: %s', async (name) => {
    const targets = await infer(`${name}.yaml`);
    for (const target of [name, `${name}.yaml`]) {
      expect(targets[target]!.options.command).toContain('process.exit(1)');
      expect(targets[target]!.options.env.REFUSAL).toContain(`experiments/${name}.yaml: the name "${name}" belongs to`);
    }
  });

  it('refuses both of two files of one name', async () => {
    const targets = await infer('twin.yaml', 'twin.yml');
    expect(Object.keys(targets)).toEqual(['twin']);
    expect(targets.twin!.options.env.REFUSAL).toMatch(/twin.ya?ml has the same name/);
  });

  it.each(['two words', "$(exit 7)'", '{workspaceRoot}', 'a:b', '.hidden', '--plan', 'line\nbreak', 'ünï'])(
    'refuses a name that is no plain word, and shows it harmlessly: %j',
    async (name) => {
      const [[target, refusal] = []] = Object.entries(await infer(`${name}.yaml`));
      expect(refusal!.options.env.REFUSAL).toContain('expected a name of letters');
      expect(`${target} ${JSON.stringify(refusal)}`).not.toMatch(/\{workspaceRoot\}|\$\(|:b|\n/);
    },
  );

  it('does not mind a workspace without package.json', async () => {
    const nodes = await createNodes[1](['experiments/a.yaml'], undefined, {
      workspaceRoot: '/nowhere',
      nxJsonConfiguration: {},
    });
    expect(nodes).toHaveLength(1);
  });
});

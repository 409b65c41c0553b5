import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const environment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_ISOLATE_PLUGINS: 'false',
  CI_REPORT: undefined,
};
const run = (...args: string[]) =>
  execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });

/** Every Markdown file of the workspace that is written by people. */
function markdown(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|dist|coverage|\..*)$/.test(entry.name) ? [] : markdown(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const documents = markdown();

/** The text without what is not shown, and without code, in which brackets mean other things. */
const prose = (text: string) =>
  text
    .replace(/<!--.*?-->/gs, '')
    .replace(/```.*?```/gs, '')
    .replace(/`[^`\n]*`/g, '');

/** The anchors that GitHub gives to the headings of a document. */
const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(documents)('%s', (document) => {
  it('has no dead relative link', () => {
    const dead = [...prose(read(document)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && !anchors(read(target)).includes(anchor);
      });
    expect(dead).toEqual([]);
  });
});

describe('commands that README, CONTRIBUTING and docs name', () => {
  /** What stands in code, where commands do. */
  const code = documents
    .filter((file) => /^(README|CONTRIBUTING)\.md$|^(docs|packages)\//.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs)].map(([, block, inline]) => block ?? inline!),
    )
    .join('\n');
  const named = (pattern: RegExp) => [...new Set([...code.matchAll(pattern)].map(([, name]) => name!))];
  // The formats of npm and Nx.
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const graph = () =>
    JSON.parse(run('node_modules/.bin/nx', 'graph', '--print')) as {
      graph: { nodes: Record<string, { data: { targets: object } }> };
    };

  it('npm scripts exist', () => {
    const names = named(/npm run ([\w:-]+)/g);
    expect(names).toContain('setup:gpu');
    for (const name of ['test', ...names]) expect(scripts, name).toHaveProperty([name]);
  });

  it('Nx targets exist', () => {
    const { nodes } = graph().graph;
    const names = named(/npx nx run ([\w-]+:[\w.-]+)/g).filter((name) => name !== 'experiments:depth');
    expect(names).toContain('experiments:dense-alpha');
    const known = Object.entries(nodes).flatMap(([project, { data }]) =>
      Object.keys(data.targets).map((target) => `${project}:${target}`),
    );
    expect(known).toEqual(expect.arrayContaining(names));
  });

  it('vitest projects exist', () => {
    const names = named(/npx vitest run --project ([\w-]+)/g);
    expect(names).toContain('model');
    const files = JSON.parse(run('node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--json')) as {
      projectName: string;
    }[]; // vitest's format
    expect(files.map(({ projectName }) => projectName)).toEqual(expect.arrayContaining(names));
  });
});

it('the version is the same in package.json and CITATION.cff', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }; // npm's format
  expect(read('CITATION.cff')).toMatch(new RegExp(`^version: ${version.replaceAll('.', '\\.')}$`, 'm'));
});

it('the experiment that README shows can be planned', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const [, yaml] = /```yaml\n(.*?)```/s.exec(read('README.md'))!;
    writeFileSync(join(folder, 'depth.yaml'), yaml!);
    for (const file of ['_base.yaml', '_short.yaml']) copyFileSync(join(root, 'experiments', file), join(folder, file));
    const plan = run(
      '-r',
      'ts-node/register',
      'packages/experiments/src/commands/run/run.ts',
      join(folder, 'depth.yaml'),
      '--plan',
    );
    expect(plan).toMatch(/depth: Does a deeper network find a better path\?[^]*linear-[^]*shallow-[^]*deep-/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

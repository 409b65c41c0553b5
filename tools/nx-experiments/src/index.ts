import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { CreateNodes, CreateNodesResult, TargetConfiguration } from 'nx/src/devkit-exports';

/** The Nx project that owns the targets. */
const PROJECT_ROOT = 'packages/experiments';
const LAUNCHER = 'tools/nx-experiments/bin/run-experiment.js';

/**
 * Names that people and `nx run-many` expect of any project, taken or not, and the letters for which `nx run` puts such
 * a name.
 */
const CUSTOMARY_TARGETS = ['build', 'e2e', 'lint', 'serve', 'start', 'test', 'types', 'b', 'e', 'l', 's', 't'];

/** What a name must look like to be a target, a folder under results/ and a word of a shell at once. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const name = 'nx-experiments';

/**
 * Every `experiments/<name>.yaml` is the target `experiments:<name>`; a name that starts with `_` is abstract and gets
 * none. A file that cannot be a target gets one that says why: an error here would break every Nx command, so nothing
 * throws and no YAML is read (the run itself reports what is wrong in a file).
 */
export const createNodes: CreateNodes = [
  'experiments/*.{yaml,yml}',
  (files, _options, { workspaceRoot }) => {
    const concrete = files.filter((file) => !basename(file).startsWith('_'));
    const taken = new Set([...CUSTOMARY_TARGETS, ...scriptsOf(join(workspaceRoot, PROJECT_ROOT))]);
    return concrete.map((file) => {
      const twin = concrete.find((other) => other !== file && stem(other) === stem(file));
      return [file, targets(inferTargets(file, twin, taken))] as const;
    });
  },
];

function inferTargets(
  file: string,
  twin: string | undefined,
  taken: ReadonlySet<string>,
): Record<string, TargetConfiguration> {
  const name = stem(file);
  if (!PLAIN_NAME.test(name)) {
    return { [printable(name)]: refusal(file, 'expected a name of letters, digits, ".", "_" and "-"') };
  }
  if (taken.has(name)) {
    // A script of the same name wins over an inferred target, so the refusal can also be asked for by the file's full
    // name.
    const why = `the name "${name}" belongs to a target of the project itself`;
    return { [name]: refusal(file, why), [basename(file)]: refusal(file, why) };
  }
  if (twin !== undefined) return { [name]: refusal(file, `${basename(twin)} has the same name`) };
  return { [name]: run(file) };
}

function run(file: string): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    cache: false,
    options: { command: `node ${LAUNCHER} ${file}`, cwd: '{workspaceRoot}' },
    metadata: { description: `Runs ${file}, then builds its report.` },
  };
}

function refusal(file: string, why: string): TargetConfiguration {
  const message = `${printable(file)}: ${why}. Rename the file.`;
  return {
    executor: 'nx:run-commands',
    cache: false,
    options: {
      command: 'node -e "console.error(process.env.REFUSAL);process.exit(1)"',
      env: { REFUSAL: message },
      forwardAllArgs: false,
    },
    metadata: { description: message },
  };
}

function targets(inferred: Record<string, TargetConfiguration>): CreateNodesResult {
  return { projects: { [PROJECT_ROOT]: { root: PROJECT_ROOT, targets: inferred } } };
}

function stem(file: string): string {
  return basename(file, extname(file));
}

/** Without what Nx would expand in a target's options, or a terminal obey. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/()@+=,-]/gu, '?');
}

/** Names of the npm scripts of a package; none if its package.json cannot be read (Nx reports that itself). */
function scriptsOf(root: string): string[] {
  try {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>;
    }; // npm's format
    return Object.keys(scripts ?? {});
  } catch {
    return [];
  }
}

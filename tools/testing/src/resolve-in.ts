import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workspace with these files under `experiments/`. */
function workspace(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  mkdirSync(join(root, 'experiments'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'experiments', `${name}.yaml`), text);
  return root;
}

/**
 * What tests ask of files that are written for them alone: what `experiments/x.yaml` resolves to, and the lines of the
 * error that it is refused with. The resolver is handed in, because the package that owns it is tested with this, too.
 */
export function resolvingBy<Options extends { readonly root?: string }, Resolved>(
  resolve: (file: string, options?: Options) => Resolved,
) {
  const resolveIn = (files: Readonly<Record<string, string>>, options = {} as Options): Resolved => {
    const root = workspace(files);
    try {
      return resolve('experiments/x.yaml', { root, ...options } as Options);
    } finally {
      rmSync(root, { recursive: true });
    }
  };
  const refusals = (files: Readonly<Record<string, string>>, options = {} as Options): string[] => {
    try {
      resolveIn(files, options);
    } catch (error) {
      if (error instanceof Error && error.name === 'ConfigurationError') return error.message.split('\n');
      throw error;
    }
    return [];
  };
  return { resolveIn, refusals };
}

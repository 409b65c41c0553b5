import { spawnSync } from 'node:child_process';

const VARIABLE = 'LATENT_PATHS_PYTHON';

const imports = (python: string): boolean =>
  spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;

/**
 * A Python that imports torch: the one that LATENT_PATHS_PYTHON names, else python3, else /usr/bin/python3; undefined
 * if none does.
 */
export function findPython(): string | undefined {
  const named = process.env[VARIABLE];
  return (named === undefined ? ['python3', '/usr/bin/python3'] : [named]).find(imports);
}

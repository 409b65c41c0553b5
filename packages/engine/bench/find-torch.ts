import { spawnSync } from 'node:child_process';

const TORCH = 'LATENT_PATHS_PYTHON';

function imports(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0;
}

/**
 * A Python that can import torch: the one that LATENT_PATHS_PYTHON names, else `python3`, else `/usr/bin/python3`; null
 * if none can.
 * @throws if LATENT_PATHS_PYTHON names one that cannot
 */
export function findTorch(environment: NodeJS.ProcessEnv): string | null {
  const named = environment[TORCH];
  if (named === undefined) return ['python3', '/usr/bin/python3'].find(imports) ?? null;
  if (!imports(named))
    throw new Error(
      `${TORCH}: expected a Python that imports torch and numpy, got ${named}; unset it to look for another`,
    );
  return named;
}

import { type LaunchRecord, UsageError } from '@latent-paths/core';
import { lockfileHash } from './lockfile-hash.js';

/**
 * Holds what a job finds against what the launch found: Node, and the packages of others that are shared.
 * @throws UsageError if one of them is another
 */
export function checkMachine({ id, node, lockfile, checkout }: LaunchRecord): void {
  const found = process.versions.node;
  if (found !== node)
    throw new UsageError(
      `${id}: expected Node ${node}, as where it was launched, got ${found}; name that Node by node: or prologue: in ` +
        'cluster.yaml, and launch again',
    );
  if (lockfileHash(checkout) !== lockfile)
    throw new UsageError(
      `${id}: expected ${checkout}/package-lock.json as it was when it was launched, got another one: its packages ` +
        'are shared with this launch; launch again',
    );
}

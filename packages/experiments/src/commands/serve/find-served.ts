import { realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The file that an address means, or null for none: only files within the results folder, where links lead to too, and
 * none whose name or folder begins with a dot.
 */
export function findServed(results: string, address: string): string | null {
  const path = pathOf(address);
  if (path === null) return null;
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.some((part) => part.startsWith('.') || part.includes('\\') || part.includes('\0'))) return null;
  const file = join(results, ...(parts.length === 0 ? ['index.html'] : parts));
  try {
    const [root, real] = [realpathSync(results), realpathSync(file)];
    return real.startsWith(root + sep) && statSync(real).isFile() ? real : null;
  } catch {
    return null; // it is not there, or may not be read
  }
}

/** The path of an address as text; null where it is none. */
function pathOf(address: string): string | null {
  try {
    return decodeURIComponent(address.split(/[?#]/)[0]!);
  } catch {
    return null;
  }
}

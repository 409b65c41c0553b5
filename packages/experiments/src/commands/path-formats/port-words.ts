import type { NamedShape } from './path-format.js';

/** `z_a [n, 8], z_b [n, 8] and alpha [n]`, each name as code. */
export function portWords(ports: readonly NamedShape[]): string {
  const words = ports.map(({ name, shape }) => `\`${name}\` [${shape.join(', ')}]`);
  const last = words.pop();
  return words.length === 0 ? `${last}` : `${words.join(', ')} and ${last}`;
}

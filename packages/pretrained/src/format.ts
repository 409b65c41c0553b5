import type { Port } from './graph.js';

/** `latent [?, 4, height, width]` */
export function formatPort({ name, shape }: Pick<Port, 'name' | 'shape'>): string {
  if (shape === undefined) return name;
  return `${name} [${shape.map((length) => (length === '' ? '?' : length)).join(', ')}]`;
}

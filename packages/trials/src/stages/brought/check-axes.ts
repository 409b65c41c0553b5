import { sizeOf } from '@latent-paths/core';

/**
 * @throws where latents of a file [n, …] are none that a decoder takes: neither rows of as many numbers, nor of its
 * axes
 */
export function checkAxes(file: string, shape: readonly number[], latentShape: readonly number[]): void {
  const axes = shape.slice(1);
  const long = (sides: readonly number[]) => sides.filter((side) => side !== 1).join(', ');
  const size = sizeOf(latentShape);
  const fits = axes.length === 1 ? axes[0] === size : long(axes) === long(latentShape);
  if (fits) return;
  const shapes = [...new Set([`[n, ${latentShape.join(', ')}]`, `[n, ${size}]`])];
  throw new Error(
    `${file}: expected latents as D takes them, ${shapes.join(' or ')}, got the shape (${shape.join(', ')}). ` +
      'Give those of this VAE, their axes in its order.',
  );
}

import { formatShape, type Shape } from '@latent-paths/core';

/**
 * The shape of an element-wise result: axes align at the end, and an axis of size 1 repeats. @throws if sizes differ
 */
export function broadcastShapes(...shapes: Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let size = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own !== 1 && size !== 1 && own !== size) {
        throw new RangeError(`broadcast: expected shapes that fit, got ${shapes.map(formatShape).join(' and ')}`);
      }
      if (own !== 1) size = own;
    }
    return size;
  });
}

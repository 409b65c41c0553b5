import { split, type ConcatAttrs } from '@tensorflow/tfjs-core';
import { formatShape } from '@latent-paths/core';
import { resolveAxis } from '../axes.js';
import { defineKernel } from '../kernel.js';
import { physicalAxis } from '../layout.js';

/** Tensors one after the other along an axis. */
export const Concat = defineKernel<ConcatAttrs>({
  inputs: 'list',
  infer: ({ axis }, first, ...rest) => {
    const along = resolveAxis(axis, first.shape.length);
    for (const { shape } of rest) {
      if (shape.length !== first.shape.length || !shape.every((size, i) => i === along || size === first.shape[i])) {
        throw new RangeError(
          `concat: expected shapes that agree but on axis ${along}, got ${formatShape(first.shape)} and ` +
            `${formatShape(shape)}`,
        );
      }
    }
    const total = [first, ...rest].reduce((sum, { shape }) => sum + shape[along]!, 0);
    return { shape: first.shape.map((size, i) => (i === along ? total : size)), dtype: first.dtype };
  },
  lower: (emit, node, ...inputs) => {
    const layout = emit.commonLayout(...inputs);
    const axis = physicalAxis(resolveAxis(node.attributes.axis, inputs[0]!.shape.length), layout);
    return {
      name: emit.node(
        'Concat',
        inputs.map((x) => emit.read(x, layout)),
        { attributes: { axis } },
      ),
      layout,
    };
  },
  gradient: {
    saves: 'all',
    of: ({ axis }, dy, ...inputs) => {
      const along = resolveAxis(axis, dy.rank);
      const parts = split(
        dy,
        inputs.map(({ shape }) => shape[along]!),
        along,
      );
      return Object.fromEntries(parts.map((part, i) => [i, () => part]));
    },
  },
});

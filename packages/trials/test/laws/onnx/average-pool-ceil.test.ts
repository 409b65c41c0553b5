import { encodeGraph } from '@latent-paths/pretrained';
import { describe, it } from 'vitest';
import { normal } from '../agreement.js';
import { holdLaw } from './hold-law.js';
import { fedOf, int, ints, list, modelOf, use, type Attributes } from './operator-case.js';

// With both, onnxruntime 1.24 divides by cells beyond the padding, too (1.30 does not). It is given the padding as a
// node of its own, and counts what is there.
describe('AveragePool with ceil_mode and count_include_pad', () => {
  it.each<[Attributes, readonly [number, number, number, number]]>([
    [{ kernel_shape: list(3, 3), strides: list(2, 2) }, [0, 1, 1, 0]],
    [{ kernel_shape: list(2, 2), strides: list(2, 2) }, [0, 0, 0, 0]],
  ])('%o with pads %o counts the padding, and nothing beyond it', async (attributes, [top, left, bottom, right]) => {
    const images = normal('images', [2, 4, 6, 5]);
    const rounded = { ...attributes, ceil_mode: int(1) };
    const own = use([images], {
      attributes: { ...rounded, pads: list(top, left, bottom, right), count_include_pad: int(1) },
    });
    const { graph } = modelOf('AveragePool', use([images], { attributes: rounded }));
    const [pool] = graph.nodes;
    const reference = encodeGraph({
      ...graph,
      nodes: [
        { ...pool!, op: 'Pad', name: 'pad', inputs: ['x0', 'pads'], outputs: ['padded'], attributes: {} },
        { ...pool!, inputs: ['padded'] },
      ],
      constants: new Map([['pads', ints([0, 0, top, left, 0, 0, bottom, right])]]),
    });
    const { bytes } = modelOf('AveragePool', own);
    await holdLaw({ piece: 'AveragePool', bytes, reference, feeds: fedOf(own), differentiated: ['x0'] });
  });
});

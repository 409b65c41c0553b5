import { describe, it } from 'vitest';
import { normal } from '../agreement.js';
import { holdLaw } from './hold-law.js';
import { fedOf, fixed, list, modelOf, text, use, type Attributes } from './operator-case.js';

// onnxruntime 1.30 refuses a dilated convolution that pads by itself: it is given the pads in numbers.
describe('a dilated Conv with auto_pad', () => {
  const conv = (attributes: Attributes) =>
    use([normal('images', [2, 4, 6, 5]), fixed(normal('weights', [3, 4, 3, 2]))], {
      attributes: { dilations: list(2, 3), ...attributes },
    });

  it.each<[string, Attributes, readonly number[]]>([
    ['SAME_UPPER', {}, [2, 1, 2, 2]],
    ['SAME_LOWER', {}, [2, 2, 2, 1]],
    ['SAME_UPPER', { strides: list(2, 2) }, [1, 1, 2, 2]],
    ['SAME_LOWER', { strides: list(2, 2) }, [2, 2, 1, 1]],
  ])('%s, %o pads as much as its filter spans', async (automatic, attributes, pads) => {
    const own = conv({ ...attributes, auto_pad: text(automatic) });
    const reference = modelOf('Conv', conv({ ...attributes, pads: list(...pads) })).bytes;
    const { bytes } = modelOf('Conv', own);
    await holdLaw({ piece: `Conv (${automatic})`, bytes, reference, feeds: fedOf(own), differentiated: ['x0'] });
  });
});

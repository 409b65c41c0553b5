import { integers } from '../arrays/constant.js';
import { intOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** The lengths of axes; of a range of them since opset 15. */
export const Shape: Operator = {
  foldShape: (shape, { node }) => integers(shape.slice(intOf(node, 'start', 0), intOf(node, 'end', shape.length))),
};

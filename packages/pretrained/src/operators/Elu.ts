import { floatOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { elu } from '../tensors/elu.js';

/** x where positive, α·(exp x − 1) elsewhere. */
export const Elu: Operator = { run: (call) => elu(call.tensor(0), floatOf(call.node, 'alpha', 1)) };

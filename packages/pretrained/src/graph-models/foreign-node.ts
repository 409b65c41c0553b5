import type { Attribute, OnnxNode } from '../graph.js';
import type { TfNode } from './tf-node.js';

/** The domain of nodes that have no place in ONNX. */
export const TENSORFLOW = 'tensorflow';
const REASON = 'reason';

/** A node that cannot be written down: it is reported only where it is needed. */
export function foreignNode({ op, name, inputs, outputs }: TfNode, reason?: string): OnnxNode {
  const attributes: Record<string, Attribute> = {};
  if (reason !== undefined) attributes[REASON] = { kind: 'string', value: reason };
  return { op, domain: TENSORFLOW, name, inputs, outputs, attributes };
}

const DRAWN = /^(Stateless)?(Random|ParameterizedTruncatedNormal|TruncatedNormal|Multinomial)/;

/** Why it cannot be computed, with what to do. */
export function reasonOf({ op, attributes }: OnnxNode): string {
  const given = attributes[REASON];
  if (given?.kind === 'string') return given.value;
  if (DRAWN.test(op))
    return (
      'random: a path needs the same picture for the same latent; name the mean by posterior: { mean: name }, or ' +
      'convert an encoder that returns it and no sample'
    );
  return (
    'an operator of TensorFlow that is not computed here; convert a model without it, or try python3 -m ' +
    'tf2onnx.convert --tfjs model.json --output model.onnx, and vae: { kind: onnx }'
  );
}

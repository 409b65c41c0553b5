import { describe, it } from 'vitest';
import { OPERATORS } from '@latent-paths/pretrained';
import { holdLaw } from './hold-law.js';
import { fedOf, isConstant, isFed, modelOf, type OperatorCase } from './operator-case.js';
import { OPERATOR_CASES } from './operator-cases.js';

/** `opset 17, [3, 4] constant [4], {"axis":1}` */
function told({ opset, inputs, attributes }: OperatorCase): string {
  const shapes = inputs.map((input) =>
    input === undefined ? 'none' : `${isConstant(input) ? 'constant ' : ''}[${input.shape.join(', ')}]`,
  );
  const given = Object.entries(attributes).map(
    ([name, { value }]) => `${name} ${typeof value === 'object' && 'shape' in value ? 'tensor' : value}`,
  );
  return [`opset ${opset}`, ...shapes, ...given].join(', ');
}

const operators: Readonly<Record<string, (typeof OPERATORS)[keyof typeof OPERATORS]>> = OPERATORS;

describe.each(Object.entries<readonly OperatorCase[]>(OPERATOR_CASES))('%s', (op, cases) => {
  it.each(cases.map((one, i) => [`${i}: ${told(one)}`, one] as const))(
    'gives what onnxruntime gives, and its gradient: case %s',
    async (_, one) => {
      const feeds = fedOf(one);
      const piece = `${op} (${told(one)})`;
      await holdLaw({
        piece,
        bytes: modelOf(op, one).bytes,
        feeds,
        differentiated: one.smooth ? Object.keys(feeds) : [],
      });
    },
  );

  const foldable = 'fold' in operators[op]! ? cases.filter(({ inputs }) => inputs.some(isFed)) : [];
  it.each(foldable.map((one, i) => [`${i}: ${told(one)}`, one] as const))(
    'is worked out beforehand to the same: case %s',
    async (_, one) => {
      await holdLaw({ piece: `${op} (${told(one)})`, bytes: modelOf(op, one, true).bytes, feeds: {} });
    },
  );
});

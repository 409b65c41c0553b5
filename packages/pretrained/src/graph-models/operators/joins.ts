import { intOf } from '../tf-node.js';
import type { Known, Translate, Writing } from '../writing.js';

/** What is known of tensors one after the other; nothing where the length of one is not. */
function joined(parts: readonly (Known | undefined)[]): Known | undefined {
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part!); // none is undefined
}

const parts = ({ node }: Writing, count: number) =>
  Array.from({ length: Math.min(count, node.inputs.length) }, (_, i) => i);

const stack: Translate = (writing) => {
  const { node, emit, known, tell, whole, input } = writing;
  const axis = intOf(node, 'axis', 0);
  const indices = parts(writing, node.inputs.length);
  // What is stacked to a shape is one number each, whether it is known or not.
  if (axis === 0) tell(indices.flatMap((index) => known(index) ?? [undefined]));
  const rows = indices.map((index) => emit('Unsqueeze', [input(index), whole([axis])]));
  return emit('Concat', rows, { axis });
};

const concatenate: Translate = (writing) => {
  const { node, emit, known, tell, numbers, input } = writing;
  const last = node.inputs.length - 1;
  const [axis = 0] = numbers(last, 'the axis');
  const indices = parts(writing, last);
  const all = joined(indices.map(known));
  if (axis === 0 && all !== undefined) tell(all);
  return emit('Concat', indices.map(input), { axis });
};

const unstack: Translate = ({ node, input, emit, emitAll, whole }) => {
  const axis = intOf(node, 'axis', 0);
  const rows = emitAll('Split', [input(0)], intOf(node, 'num', 1), { axis });
  return rows.map((row) => emit('Squeeze', [row, whole([axis])]));
};

/** Several tensors to one, and one to several. */
export const joins = {
  Pack: stack,
  ConcatV2: concatenate,
  Unpack: unstack,
  Split({ node, input, emitAll, numbers }) {
    const [axis = 0] = numbers(0, 'the axis');
    return emitAll('Split', [input(1)], intOf(node, 'num_split', 1), { axis });
  },
  SplitV({ input, emitAll, numbers }) {
    const [axis = 0] = numbers(2, 'the axis');
    return emitAll('Split', [input(0), input(1)], numbers(1, 'the sizes').length, { axis });
  },
} as const satisfies Readonly<Record<string, Translate>>;

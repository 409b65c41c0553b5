import type { Initialiser } from '../../emitter.js';

/** Numbers of float32 that are written out, at most; arrays of more are weights. */
const WRITTEN = 1;

/** Whether a constant lies among the weights. */
export const isWeight = ({ dtype, data }: Initialiser): boolean => dtype === 'float32' && data.length > WRITTEN;

/** A number of float32 as Python writes it: the shortest that means it. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'math.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'math.inf' : '-math.inf';
  const digits = Array.from({ length: 9 }, (_, i) => Number(value.toPrecision(i + 1)));
  const shortest = digits.find((number) => Math.fround(number) === Math.fround(value)) ?? value;
  return Number.isInteger(shortest) && Math.abs(shortest) < 1e15 ? `${shortest}.0` : String(shortest);
}

/** `(2, -1)`, `(2,)` */
export function pythonTuple(values: readonly (number | string)[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

const WRITE = {
  float32: pythonNumber,
  bool: (number: number) => (number === 0 ? 'False' : 'True'),
  int32: String,
  int64: String,
} as const satisfies Record<Initialiser['dtype'], (number: number) => string>;

/** A constant as a tensor, on the device of the tensor `like`, whose type floats get. */
export function pythonTensor({ dtype, shape, data }: Initialiser, like: string): string {
  const written = Array.from(data, Number).map(WRITE[dtype]);
  const type = dtype === 'float32' ? '' : `, dtype=torch.${dtype}`;
  if (shape.length === 0) return `${like}.new_tensor(${written[0]}${type})`;
  const made = `${like}.new_tensor([${written.join(', ')}]${type})`;
  return shape.length === 1 ? made : `${made}.reshape(${pythonTuple(shape)})`;
}

/** Names that Python, or the module around, has given away. */
const TAKEN = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from functional global if ' +
    'import in is json lambda math nn nonlocal not or pass raise return self shape torch try w while with yield'
  ).split(' '),
);

/** Names that Python takes, each once. */
export function pythonNames(): (name: string) => string {
  const given = new Map<string, string>();
  const used = new Set(TAKEN);
  return (name) => {
    const known = given.get(name);
    if (known !== undefined) return known;
    const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    const stem = /^[a-z_]/.test(plain) ? plain : `v_${plain}`;
    let free = stem;
    for (let i = 2; used.has(free); i++) free = `${stem}_${i}`;
    used.add(free);
    given.set(name, free);
    return free;
  };
}

import { intOf } from '../tf-node.js';
import type { Translate, Writing } from '../writing.js';

/** Beyond any axis. */
const END = 2 ** 31 - 1;

/** What a strided slice does along one axis of x. */
interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

interface Sliced {
  readonly cuts: readonly Cut[];
  /** Axes of x that go, and axes of the result that come. */
  readonly gone: readonly number[];
  readonly added: readonly number[];
}

/** Axes after an ellipsis are counted from the end, since the rank of x is not known. */
function slicedOf(writing: Writing): Sliced {
  const [begin, end, steps] = ([1, 2, 3] as const).map((index) => writing.numbers(index, 'the places to cut at'));
  const mask = (key: string) => {
    const bits = intOf(writing.node, key, 0);
    return (place: number) => Math.floor(bits / 2 ** place) % 2 === 1;
  };
  const [opensStart, opensEnd] = [mask('begin_mask'), mask('end_mask')];
  const [isEllipsis, isNew, shrinks] = [mask('ellipsis_mask'), mask('new_axis_mask'), mask('shrink_axis_mask')];
  const places = begin!.map((_, place) => place);
  const ellipsis = places.find(isEllipsis) ?? places.length;
  const ofX = (place: number) => place !== ellipsis && !isNew(place);
  const ofResult = (place: number) => place !== ellipsis && (isNew(place) || !shrinks(place));
  const axisAmong = (place: number, counts: (place: number) => boolean): number =>
    place < ellipsis ? places.slice(0, place).filter(counts).length : -places.slice(place).filter(counts).length;
  const cuts = places.filter(ofX).map((place): Cut => {
    const [from, to, step] = [begin![place]!, end![place]!, steps![place]!];
    const axis = axisAmong(place, ofX);
    if (shrinks(place)) return { axis, start: from, end: from === -1 ? END : from + 1, step: 1 };
    const [first, last] = step > 0 ? [0, END] : [END, -END];
    return { axis, start: opensStart(place) ? first : from, end: opensEnd(place) ? last : to, step };
  });
  return {
    cuts,
    gone: places.filter((place) => ofX(place) && shrinks(place)).map((place) => axisAmong(place, ofX)),
    added: places.filter((place) => place !== ellipsis && isNew(place)).map((place) => axisAmong(place, ofResult)),
  };
}

const stridedSlice: Translate = (writing) => {
  const { input, emit, whole, known, tell } = writing;
  const { cuts, gone, added } = slicedOf(writing);
  const list = (key: keyof Cut) => whole(cuts.map((cut) => cut[key]));
  const cut =
    cuts.length === 0
      ? emit('Identity', [input(0)])
      : emit('Slice', [input(0), list('start'), list('end'), list('axis'), list('step')]);
  const squeezed = gone.length === 0 ? cut : emit('Squeeze', [cut, whole(gone)]);
  const numbers = known(0);
  const [only] = cuts;
  if (numbers !== undefined && cuts.length === 1 && only!.step === 1 && writing.constant(0)?.shape.length !== 0)
    tell(numbers.slice(only!.start, only!.end));
  return added.length === 0 ? squeezed : emit('Unsqueeze', [squeezed, whole(added)]);
};

const slice: Translate = ({ input, emit, numbers, whole }) => {
  const [begin, size] = [numbers(1, 'the places to cut at'), numbers(2, 'the sizes')];
  const ends = begin.map((start, axis) => (size[axis] === -1 ? END : start + size[axis]!));
  return emit('Slice', [input(0), whole(begin), whole(ends), whole(begin.map((_, axis) => axis))]);
};

/** Parts of a tensor, at places that are known. */
export const slices = {
  StridedSlice: stridedSlice,
  Slice: slice,
} as const satisfies Readonly<Record<string, Translate>>;

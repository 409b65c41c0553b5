/** A label to place near its dot, all in pixels. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel extends Label {
  /** Left end of the text and its middle line. */
  readonly left: number;
  readonly middle: number;
}

export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  /** Mean width of a character, and height of a line. */
  readonly character: number;
  readonly line: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const DISTANCES = [9, 20, 32, 46, 62, 80, 100, 124, 150];
const DIRECTIONS = 16;

/**
 * Places each label at the nearest free spot around its dot: free of the other dots and of the labels placed before,
 * and inside the room. A label without a free spot takes the one that overlaps least.
 */
export function placeLabels(labels: readonly Label[], room: LabelRoom): readonly PlacedLabel[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return labels.map((label) => {
    const spots = candidates(label, room);
    const costs = spots.map((spot) => taken.reduce((sum, box) => sum + overlap(boxOf(spot, room), box), outside(boxOf(spot, room), room)));
    const best = spots[costs.indexOf(Math.min(...costs))]!;
    taken.push(boxOf(best, room));
    return best;
  });
}

/** Spots around the dot, nearest first, beginning at its right. */
function candidates(label: Label, room: LabelRoom): readonly PlacedLabel[] {
  const width = label.text.length * room.character;
  return DISTANCES.flatMap((distance) =>
    Array.from({ length: DIRECTIONS }, (_, i) => {
      const turn = (Math.ceil(i / 2) * (i % 2 === 0 ? 1 : -1) * 2 * Math.PI) / DIRECTIONS;
      const across = Math.cos(turn);
      // The text hangs from the end that faces the dot: wholly right of it, wholly left of it, or in between.
      const left = label.x + distance * across - (width * (1 - across)) / 2;
      return { ...label, left, middle: label.y + distance * Math.sin(turn) };
    }),
  );
}

function boxOf({ left, middle, text }: PlacedLabel, { character, line }: LabelRoom): Box {
  return { left, right: left + text.length * character, top: middle - line / 2, bottom: middle + line / 2 };
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
}

function outside(box: Box, { width, height, line }: LabelRoom): number {
  const across = Math.max(0, -box.left) + Math.max(0, box.right - width);
  const down = Math.max(0, -box.top) + Math.max(0, box.bottom - height);
  return (across + down) * 10 * line;
}

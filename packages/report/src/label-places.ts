/** Something drawn, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A label to place near its dot, all in pixels. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel extends Label {
  /** Left end of the room kept for the text, and its middle line. */
  readonly left: number;
  readonly middle: number;
  /** Where the text is held, so that it stays by its dot though it may need less room than was kept. */
  readonly hold: { readonly x: number; readonly anchor: 'start' | 'middle' | 'end' };
  /** Where a line from the dot meets the text; null if the text is beside its dot. */
  readonly leader: { readonly x: number; readonly y: number } | null;
}

export interface LabelRoom {
  /** Where labels may be. */
  readonly inside: Box;
  /** What they must not cover, beside the dots: bars, rules. */
  readonly obstacles: readonly Box[];
  /** A label is nowhere farther from its dot. */
  readonly reach: number;
  /** Width of a character, rather too much than too little, and height of a line. */
  readonly character: number;
  readonly line: number;
}

/** Half the size of a dot. */
const DOT = 7;
/** From the dot's middle to the label's nearest edge. */
const DISTANCES = [10, 15, 22, 30, 40, 52, 66, 82, 100, 125, 150];
/** Beyond this a line joins dot and label. */
const BESIDE = 15;
const DIRECTIONS = 16;
/** Farther from a label than this, a dot is not taken for its own. */
const APART = 24;

/**
 * Places each label at the nearest free distance from its dot, most crowded dots first: inside the room, free of all
 * dots, obstacles and labels placed before, and on the side where no other dot could be meant. Null if one of them
 * finds no place: there are then too many for the room.
 */
export function placeLabels(labels: readonly Label[], room: LabelRoom): readonly PlacedLabel[] | null {
  const taken: Box[] = [
    ...labels.map(({ x, y }) => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT })),
    ...room.obstacles,
  ];
  const placed = new Map<Label, PlacedLabel>();
  for (const label of crowdedFirst(labels)) {
    const others = taken.filter((box) => !contains(box, label));
    const isAllowed = (spot: PlacedLabel): boolean =>
      isFree(boxOf(spot, room), taken, room.inside) && isClear(spot, others);
    const apart = (spot: PlacedLabel): number =>
      Math.min(
        APART,
        ...labels.filter((other) => other !== label).map((other) => distanceTo(boxOf(spot, room), other)),
      );
    const ring = DISTANCES.filter((distance) => distance <= room.reach)
      .map((distance) => candidates(label, distance, room).filter(isAllowed))
      .find((spots) => spots.length > 0);
    if (ring === undefined) return null;
    const spot = ring.reduce((best, next) => (apart(next) > apart(best) ? next : best));
    taken.push(boxOf(spot, room));
    placed.set(label, spot);
  }
  return labels.map((label) => placed.get(label)!);
}

function crowdedFirst(labels: readonly Label[]): readonly Label[] {
  const neighbours = (label: Label): number =>
    labels.filter((other) => Math.abs(other.x - label.x) < 110 && Math.abs(other.y - label.y) < 30).length;
  return labels
    .map((label) => ({ label, count: neighbours(label) }))
    .sort((a, b) => b.count - a.count)
    .map(({ label }) => label);
}

/** Spots around the dot, beginning at its right. */
function candidates(label: Label, distance: number, { character, line }: LabelRoom): readonly PlacedLabel[] {
  const width = label.text.length * character;
  return Array.from({ length: DIRECTIONS }, (_, i) => {
    const turn = (Math.ceil(i / 2) * (i % 2 === 0 ? 1 : -1) * 2 * Math.PI) / DIRECTIONS;
    const [across, down] = [Math.cos(turn), Math.sin(turn)];
    // The text hangs from the side that faces the dot: wholly right of it, wholly left of it, or in between.
    const left = label.x + distance * across - (width * (1 - across)) / 2;
    const middle = label.y + (distance + (line / 2) * Math.abs(down)) * down;
    const anchor = left >= label.x ? 'start' : left + width <= label.x ? 'end' : 'middle';
    const hold = { x: { start: left, middle: left + width / 2, end: left + width }[anchor], anchor } as const;
    const edge = {
      start: left,
      middle: Math.min(left + 0.9 * width, Math.max(left + 0.1 * width, label.x)),
      end: left + width,
    }[anchor];
    return {
      ...label,
      left,
      middle,
      hold,
      leader: distance > BESIDE ? { x: edge, y: middle - (line / 2) * Math.abs(down) * Math.sign(down) } : null,
    };
  });
}

function boxOf({ left, middle, text }: PlacedLabel, { character, line }: LabelRoom): Box {
  return { left, right: left + text.length * character, top: middle - line / 2, bottom: middle + line / 2 };
}

function isFree(box: Box, taken: readonly Box[], inside: Box): boolean {
  if (box.left < inside.left || box.right > inside.right || box.top < inside.top || box.bottom > inside.bottom)
    return false;
  return !taken.some(
    (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
  );
}

function contains({ left, right, top, bottom }: Box, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return left <= x && x <= right && top <= y && y <= bottom;
}

function distanceTo({ left, right, top, bottom }: Box, { x, y }: { readonly x: number; readonly y: number }): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

/** Whether a label's line crosses none of the boxes: looked at every tenth of its way. */
function isClear({ x, y, leader }: PlacedLabel, boxes: readonly Box[]): boolean {
  if (leader === null) return true;
  const along = Array.from({ length: 11 }, (_, i) => ({
    x: x + (i / 10) * (leader.x - x),
    y: y + (i / 10) * (leader.y - y),
  }));
  return !along.some((point) => boxes.some((box) => contains(box, point)));
}

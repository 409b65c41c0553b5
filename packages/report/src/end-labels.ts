import type * as Plot from '@observablehq/plot';
import { HALO } from './chart.js';
import { wrapName } from './wrap-name.js';

/** A name at the end of its line, in pixels. */
export interface EndLabel {
  /** End of the line. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly colour: string;
  /** Whether the line ends before others do: its name is then not beside it. */
  readonly isEarly: boolean;
}

export interface EndLabelRoom {
  /** Where the names' column begins, and between what they stand. */
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  /** Characters that fit beside each other. */
  readonly characters: number;
}

export interface PlacedEndLabel extends EndLabel {
  readonly lines: readonly string[];
  /** Middle of its lines. */
  readonly middle: number;
}

const LINE = 13;
const GAP = 3;

/** Places names in a column, each as near to its own line as the others let it. */
export function placeEndLabels(
  labels: readonly EndLabel[],
  { top, bottom, characters }: EndLabelRoom,
): readonly PlacedEndLabel[] {
  const sorted = labels
    .map((label) => ({ ...label, lines: wrapName(label.text, characters) }))
    .sort((a, b) => a.y - b.y);
  const half = (place: number): number => (sorted[place]!.lines.length * LINE) / 2;
  const middles = sorted.map(({ y }) => y);
  for (let i = 0; i < middles.length; i++) {
    const above = i === 0 ? top : middles[i - 1]! + half(i - 1) + GAP;
    middles[i] = Math.max(middles[i]!, above + half(i));
  }
  for (let i = middles.length - 1; i >= 0; i--) {
    const below = i === middles.length - 1 ? bottom : middles[i + 1]! - half(i + 1) - GAP;
    middles[i] = Math.min(middles[i]!, below - half(i));
  }
  return sorted.map((label, i) => ({ ...label, middle: middles[i]! }));
}

/** Names and, in the colour of each line, the way from its end to its name. */
export function endLabelMark(placed: readonly PlacedEndLabel[], { left }: Pick<EndLabelRoom, 'left'>): Plot.Markish {
  return (_index, _scales, _values, _dimensions, { document }) => {
    const make = (name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement; // of that namespace
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      element.textContent = text;
      return element;
    };
    const group = make('g', { 'aria-label': 'names', 'text-anchor': 'start' });
    for (const { x, y, colour, isEarly, lines, middle } of placed) {
      const dash: Readonly<Record<string, string>> = isEarly
        ? { 'stroke-dasharray': '1 4', 'stroke-linecap': 'round' }
        : {};
      group.append(
        make('path', {
          d: `M${x},${y}L${left - 4},${middle}`,
          stroke: colour,
          'stroke-width': 1.2,
          'stroke-opacity': 0.8,
          fill: 'none',
          ...dash,
        }),
      );
      const first = middle - ((lines.length - 1) * LINE) / 2 + LINE / 3;
      lines.forEach((line, i) => group.append(make('text', { x: left, y: first + i * LINE, fill: HALO.fill }, line)));
    }
    return group;
  };
}

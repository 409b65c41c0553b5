import { COMPARED_METRICS, type Estimate } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey } from '../arm-key.js';
import { axisOf } from '../axis.js';
import { atEveryWidth, chart, dashOf, isNarrow } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { formatCount, formatList, formatNumber } from '../format.js';
import { rankingMetricOf } from '../groups.js';
import { html } from '../html.js';
import type { LoadedArm, LoadedExperiment } from '../load.js';
import { curveStyle, type ArmStyle } from '../palette.js';
import type { FigurePiece } from './figure.js';

/** An arm by the pairs that it is trained on and the α of each visit. */
interface Place {
  readonly arm: string;
  /** Infinity for all pairs. */
  readonly pairs: number;
  readonly k: number;
  readonly estimate: Estimate;
}

/** Arms of one K. */
interface Line {
  readonly k: number;
  readonly style: ArmStyle;
  readonly places: readonly Place[];
}

/** The experiment's metric by number of pairs, a line for each number of α a pair: where the lines cross. */
export const crossover: FigurePiece = {
  title: 'Pairs against α a pair',
  about:
    'A line for each number K of α a pair, across the number of pairs. Where lines cross, the better K changes: with ' +
    'fewer pairs it pays to see each one at more α.',
  draw(experiment) {
    const lines = linesOf(experiment);
    if (lines === null) return null;
    const { name } = rankingMetricOf(experiment);
    const { label } = COMPARED_METRICS[name];
    const levels = [...new Set(lines.flatMap(({ places }) => places.map(({ pairs }) => pairs)))].sort((a, b) => a - b);
    const best = bestOf(lines, levels, rankingMetricOf(experiment).goal);
    const said = sayBest(best);
    const y = axisOf(lines.flatMap(({ places }) => places.map(({ estimate }) => estimate.value)));
    const words = levels.map(inWords);
    const drawn = atEveryWidth((width) =>
      chart(`${label} by number of pairs, a line for each number of α a pair: ${said}`, {
        width,
        height: isNarrow(width) ? 300 : 380,
        marginLeft: 50,
        marginRight: 40,
        marginTop: 28,
        marginBottom: 42,
        x: { type: 'point', domain: words, label: 'pairs trained on', labelAnchor: 'center', labelArrow: false },
        y: { ...y, grid: true, label, labelArrow: false },
        marks: [
          ...lines.flatMap(({ places, style }) => [
            Plot.lineY(places, { x: atPairs, y: value, stroke: style.colour, strokeWidth: 2.2, ...dashOf(style) }),
            Plot.ruleX(places, {
              x: atPairs,
              y1: ({ estimate }: Place) => estimate.low,
              y2: ({ estimate }: Place) => estimate.high,
              stroke: style.colour,
              strokeWidth: 1.4,
            }),
            Plot.dot(places, {
              x: atPairs,
              y: value,
              fill: style.colour,
              symbol: style.symbol,
              r: 4.5,
              title: titleOf,
            }),
          ]),
          Plot.dot(best, { x: atPairs, y: value, stroke: 'currentColor', strokeWidth: 1.6, r: 9 }),
        ],
      }),
    );
    return html`<figure>
      ${armKey(lines.map(({ k, style }) => ({ arm: { name: `K = ${k}`, style }, note: null })))} ${drawn}
      <figcaption>
        ${label}; bars: 95 % intervals. Ringed: the best K at that number of pairs. ${said}
      </figcaption>
      ${dataTable(
        'pairs and α a pair',
        COLUMNS,
        lines.flatMap(({ places }) => places),
      )}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Place>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'pairs', value: ({ pairs }) => inWords(pairs) },
  { title: 'α a pair', value: ({ k }) => String(k) },
  { title: 'value', value: ({ estimate }) => estimate.value },
  { title: 'low', value: ({ estimate }) => estimate.low },
  { title: 'high', value: ({ estimate }) => estimate.high },
];

function inWords(pairs: number): string {
  return pairs === Infinity ? 'all' : formatCount(pairs);
}
const atPairs = ({ pairs }: Place): string => inWords(pairs);
const value = ({ estimate }: Place): number => estimate.value;
const titleOf = ({ arm, estimate }: Place): string => `${arm}: ${formatNumber(estimate.value)}`;

/** Null unless several numbers of pairs and several K were tried, with more than one K somewhere. */
function linesOf(experiment: LoadedExperiment): readonly Line[] | null {
  const { comparison, arms } = experiment;
  if (comparison === null || arms.some(({ curve }) => curve !== undefined)) return null;
  const { name } = rankingMetricOf(experiment);
  const rows = new Map(comparison.arms.map((row) => [row.arm, row.metrics[name] ?? null]));
  const places = arms.flatMap((arm): Place[] => {
    const estimate = rows.get(arm.name) ?? null;
    const at = placeOf(arm);
    return estimate === null || at === null || arm.collapseStatus === 'collapsed' ? [] : [{ ...at, estimate }];
  });
  const ks = [...new Set(places.map(({ k }) => k))].sort((a, b) => a - b);
  const taken = places.map(({ pairs, k }) => `${pairs}/${k}`);
  const levels = new Set(places.map(({ pairs }) => pairs));
  if (ks.length < 2 || levels.size < 2 || new Set(taken).size < taken.length) return null;
  return ks.map((k, i) => ({
    k,
    style: curveStyle(i),
    places: places.filter((place) => place.k === k).sort((a, b) => a.pairs - b.pairs),
  }));
}

/** Null where the settings do not tell, or a curriculum changes them. */
function placeOf({ name, trained, settings }: LoadedArm): Omit<Place, 'estimate'> | null {
  const known = new Map(settings.map(({ key, value: setting }) => [key, setting]));
  const [kind, count] = [known.get('sampling.pairs.kind'), known.get('sampling.pairs.count')];
  const curriculum = known.get('curriculum') ?? known.get('curriculum.kind') ?? 'constant';
  if (!trained || curriculum !== 'constant') return null;
  const pairs = kind === 'all' ? Infinity : typeof count === 'number' ? count : null;
  const alphas = known.get('sampling.alphas.count') ?? 1;
  return pairs === null || typeof alphas !== 'number' ? null : { arm: name, pairs, k: alphas };
}

/** The best place at each number of pairs at which more than one K was tried. */
function bestOf(lines: readonly Line[], levels: readonly number[], goal: 'minimise' | 'maximise'): readonly Place[] {
  const sign = goal === 'minimise' ? 1 : -1;
  return levels.flatMap((pairs) => {
    const here = lines.flatMap(({ places }) => places.filter((place) => place.pairs === pairs));
    const ordered = here.sort((a, b) => sign * (a.estimate.value - b.estimate.value));
    return ordered.length > 1 ? [ordered[0]!] : [];
  });
}

function sayBest(best: readonly Place[]): string {
  const ks = [...new Set(best.map(({ k }) => k))];
  if (ks.length === 1) return `K = ${ks[0]} is best at every number of pairs.`;
  return `Best: ${formatList(best.map(({ k, pairs }) => `K = ${k} with ${inWords(pairs)}`))} pairs.`;
}

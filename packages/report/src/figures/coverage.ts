import * as Plot from '@observablehq/plot';
import { armName } from '../arm-key.js';
import { atEveryWidth, chart, isNarrow } from '../chart.js';
import { asCsv, type DataColumn } from '../data-table.js';
import { formatCount, formatSeconds, formatShare } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedTrial } from '../load.js';
import { missing } from '../missing.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** How far one trial went: from its summary, or where it has not finished from its last logged step. */
interface Progress {
  readonly steps: number;
  readonly points: number;
  readonly projections: number;
  readonly pairs: number;
  readonly totalPairs: number | null;
  readonly seconds: number;
  readonly alphasPerPair: string;
}

/** Of the trial of one seed. */
interface SeedProgress extends Progress {
  readonly seed: number;
}

const COLUMNS: readonly DataColumn<SeedProgress & { readonly arm: string }>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'seed', value: ({ seed }) => seed },
  { title: 'distinct pairs', value: ({ pairs }) => pairs },
  { title: 'all pairs', value: ({ totalPairs }) => totalPairs },
  { title: 'α per pair', value: ({ alphasPerPair }) => alphasPerPair },
  { title: 'points', value: ({ points }) => points },
  { title: 'evaluations of P', value: ({ projections }) => projections },
  { title: 'steps', value: ({ steps }) => steps },
  { title: 'seconds', value: ({ seconds }) => seconds },
];

/** Which part of all pairs each arm saw, at how many α, at what cost. */
export const coverage: FigurePiece = {
  title: 'What the training saw',
  about:
    'Distinct pairs visited, of all unordered pairs of the training pool, and α per pair: the two ways to spend ' +
    'the same budget.',
  draw(experiment) {
    const trained = experiment.arms.filter((arm) => arm.trained);
    if (trained.length === 0) return null;
    const { present, absent } = splitByPresence({ arms: trained }, (arm) =>
      arm.trials.some((trial) => progressOf(trial) !== null),
    );
    if (present.length === 0) return missing('No training steps logged yet.', absent);
    const { seeds } = experiment.record;
    const rows = present.map((arm) => ({ arm, progress: progressOfSeeds(arm, seeds) }));
    const alike = rows.length > 1 && new Set(rows.map(({ progress }) => cellsOf(progress).join('; '))).size === 1;
    const total =
      rows.flatMap(({ progress }) => progress).find(({ totalPairs }) => totalPairs !== null)?.totalPairs ?? null;
    const ofTotal =
      total === null
        ? 'The number of all pairs is known once an arm has finished.'
        : `All pairs of the training pool: ${formatCount(total)}.`;
    const ofSeeds = seeds.length > 1 ? 'Where seeds differ, one number each, in the order of the seeds.' : null;
    return html`
      <figure>
        ${total === null || alike ? null : atEveryWidth((width) => dots(rows, total, width))}
        <div class="scroll" tabindex="0" role="region" aria-label="Table of what the training saw">
          <table>
            <thead>
              <tr>
                <th scope="col">arm</th>
                <th scope="col">distinct pairs</th>
                <th scope="col">of all pairs</th>
                <th scope="col">α per pair</th>
                <th scope="col">points (pair, α)</th>
                <th scope="col">evaluations of P</th>
                <th scope="col">steps</th>
                <th scope="col">training time</th>
              </tr>
            </thead>
            <tbody>
              ${alike ? commonRow(rows) : rows.map(ownRow)}
            </tbody>
          </table>
        </div>
        ${asCsv(
          'what the training saw',
          COLUMNS,
          rows.flatMap(({ arm, progress }) => progress.map((trial) => ({ arm: arm.name, ...trial }))),
        )}
        <figcaption>${ofTotal} ${ofSeeds} Time is shown for information: it is never the budget. ${absent}</figcaption>
      </figure>
    `;
  },
};

/** Of the seeds that have begun. */
function progressOfSeeds({ trials }: LoadedArm, seeds: readonly number[]): readonly SeedProgress[] {
  return trials.flatMap((trial, i) => {
    const progress = progressOf(trial);
    return progress === null ? [] : [{ ...progress, seed: seeds[i]! }]; // a trial a seed
  });
}

function progressOf({ summary, metrics }: Pick<LoadedTrial, 'summary' | 'metrics'>): Progress | null {
  const last = metrics.at(-1);
  const counts = summary?.training ?? (last === undefined ? null : { ...last, steps: last.step, totalPairs: null });
  return counts === null ? null : { ...counts, alphasPerPair: describeAlphas(metrics) };
}

/** `16`, `1, 2, 4`, or `1 → 16` where a curriculum took more than four values; `–` where no step was logged. */
function describeAlphas(metrics: readonly { alphasPerPair: number }[]): string {
  const values = metrics.map((row) => row.alphasPerPair).filter((value, i, all) => value !== all[i - 1]);
  if (values.length === 0) return '–';
  return values.length <= 4 ? values.join(', ') : `${values[0]} → ${values.at(-1)}`;
}

/** What a row says but for its time; where seeds differ one number each. */
function cellsOf(progress: readonly Progress[]): readonly string[] {
  const column = (text: (trial: Progress) => string): string => [...new Set(progress.map(text))].join(' / ');
  return [
    column((trial) => formatCount(trial.pairs)),
    column((trial) => (trial.totalPairs === null ? '–' : formatShare(trial.pairs / trial.totalPairs))),
    column((trial) => trial.alphasPerPair),
    column((trial) => formatCount(trial.points)),
    column((trial) => formatCount(trial.projections)),
    column((trial) => formatCount(trial.steps)),
  ];
}

/** The time of each seed, or for several arms the range of all. */
function timesOf(all: readonly (readonly Progress[])[]): string {
  const seconds = all.flatMap((progress) => progress.map((trial) => trial.seconds));
  const ends = [Math.min(...seconds), Math.max(...seconds)].map(formatSeconds);
  return [...new Set(all.length > 1 ? ends : seconds.map(formatSeconds))].join(all.length > 1 ? ' to ' : ' / ');
}

function tableRow(head: Html, progress: readonly Progress[], time: string): Html {
  return html`<tr>
    <th scope="row">${head}</th>
    ${[...cellsOf(progress), time].map((text) => html`<td>${text}</td>`)}
  </tr>`;
}

function ownRow({ arm, progress }: { readonly arm: LoadedArm; readonly progress: readonly Progress[] }): Html {
  return tableRow(armName(arm), progress, timesOf([progress]));
}

/** One row for arms that saw the same. */
function commonRow(rows: readonly { arm: LoadedArm; progress: readonly Progress[] }[]): Html {
  return tableRow(
    html`each of the ${rows.length} trained arms`,
    rows[0]!.progress,
    timesOf(rows.map(({ progress }) => progress)),
  );
}

function dots(rows: readonly { arm: LoadedArm; progress: readonly Progress[] }[], total: number, width: number): Html {
  const points = rows.flatMap(({ arm, progress }) =>
    progress.map(({ pairs }) => ({ name: arm.name, colour: arm.style.colour, pairs: Math.max(1, pairs) })),
  );
  const powers = Array.from({ length: Math.floor(Math.log10(total)) + 1 }, (_, i) => 10 ** i);
  const wide = !isNarrow(width);
  const room = 16 + 6.7 * Math.max(...rows.map(({ arm }) => arm.name.length));
  return chart(`Distinct pairs visited by each trained arm, of ${formatCount(total)}, on a logarithmic axis`, {
    width,
    height: 70 + (wide ? 26 : 40) * rows.length,
    marginLeft: wide ? room : 8,
    marginRight: 24,
    marginTop: 28,
    marginBottom: 38,
    x: {
      type: 'log',
      domain: [1, total],
      ticks: powers.filter((_, i) => i % (wide ? 1 : 2) === 0),
      tickFormat: formatPower,
      grid: true,
      label: 'distinct pairs',
      labelAnchor: 'center',
      labelArrow: false,
      labelOffset: 34,
    },
    y: { domain: rows.map(({ arm }) => arm.name), label: null, tickSize: 0, ...(wide ? {} : { axis: null }) },
    marks: [
      Plot.ruleX([total], { stroke: 'currentColor', strokeDasharray: '5 4' }),
      Plot.text([total], {
        x: (value: number) => value,
        text: () => 'all pairs',
        frameAnchor: 'top',
        dy: -16,
        textAnchor: 'end',
        dx: 8,
      }),
      Plot.ruleY(points, { x1: 1, x2: 'pairs', y: 'name', stroke: 'colour', strokeWidth: 2, strokeOpacity: 0.45 }),
      ...(wide
        ? []
        : [
            Plot.text(rows, {
              x: () => 1,
              y: ({ arm }: { arm: LoadedArm }) => arm.name,
              text: ({ arm }: { arm: LoadedArm }) => arm.name,
              textAnchor: 'start',
              dy: -12,
            }),
          ]),
      Plot.dot(points, {
        x: 'pairs',
        y: 'name',
        fill: 'colour',
        r: 5,
        title: (point: { name: string; pairs: number }) => `${point.name}: ${formatCount(point.pairs)}`,
      }),
    ],
  });
}

/** 1, 10, 1,000, then 10⁴ … */
function formatPower(value: number): string {
  const power = Math.round(Math.log10(value));
  return power < 4
    ? formatCount(value)
    : `10${[...String(power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}

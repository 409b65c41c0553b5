import { plural } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { axisOfArms, type Axis } from '../axis.js';
import { realLevel } from '../by-alpha.js';
import { atEveryWidth, chart, isNarrow } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { profileOf } from '../load-profile.js';
import { missing } from '../missing.js';
import { quantile } from '../quantile.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Dots an arm: each stands for as large a share of the pairs. */
const DOTS = 20;

interface Spread {
  readonly arm: LoadedArm;
  /** Mean over α of each pair, ascending. */
  readonly sorted: readonly number[];
  readonly dots: readonly number[];
}

/** Mean reprojection of single pairs: whether an arm is better on all of them, or on some. */
export const pairSpread: FigurePiece = {
  title: 'How pairs differ',
  about:
    'A mean can hide a few pairs that are far off. See whether an arm’s dots lie to the left of another’s as a ' +
    'whole, or only some of them do, and how far out the worst pair is.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, ({ profile }) => profile !== null);
    if (present.length === 0)
      return missing('No values of single pairs yet: they are written when an arm’s evaluation finishes.', absent);
    const spreads = present.map(spreadOf).sort((a, b) => middle(b) - middle(a));
    const real = realLevel(present)?.reprojection ?? null;
    const counts = [...new Set(present.map(({ profile }) => profile!.pairs.length))];
    const each = counts.length === 1 ? `${plural(counts[0]!, 'test pair')} of each arm` : 'test pairs of each arm';
    return html`<figure>
      ${atEveryWidth((width) => dots(spreads, axisFor(spreads, real), { real, width }))}
      <figcaption>
        ‖z − P(z)‖² of single pairs, mean over α, logarithmic axis without a unit; highest median first. Each dot stands
        for a ${DOTS}th of the ${each}, in order; the bar marks the median, the ring the worst pair.
        ${real === null ? null : `Dashed: real latents, ${formatNumber(real)}.`}
        ${experiment.record.seeds.length > 1 ? 'Of the first seed that has finished.' : null} ${absent}
      </figcaption>
      ${dataTable('the spread over pairs', COLUMNS, spreads)}
    </figure>`;
  },
};

const at =
  (share: number) =>
  ({ sorted }: Spread): number =>
    quantile(sorted, share);
const middle = at(0.5);
const COLUMNS: readonly DataColumn<Spread>[] = [
  { title: 'arm', value: ({ arm }) => arm.name },
  { title: 'pairs', value: ({ sorted }) => sorted.length },
  { title: 'best pair', value: at(0) },
  { title: '5 %', value: at(0.05) },
  { title: '25 %', value: at(0.25) },
  { title: 'median', value: middle },
  { title: '75 %', value: at(0.75) },
  { title: '95 %', value: at(0.95) },
  { title: 'worst pair', value: at(1) },
];

function spreadOf(arm: LoadedArm): Spread {
  const profile = arm.profile!;
  const means = profile.pairs.map((_, place) => {
    const values = profileOf(profile, place);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  const sorted = means.sort((a, b) => a - b);
  return { arm, sorted, dots: Array.from({ length: DOTS }, (_, i) => quantile(sorted, (i + 0.5) / DOTS)) };
}

function axisFor(spreads: readonly Spread[], real: number | null): Axis {
  const of = (isCollapsed: boolean) =>
    spreads
      .filter(({ arm }) => (arm.collapseStatus === 'collapsed') === isCollapsed)
      .flatMap(({ sorted, dots: shown }) => [...shown, sorted.at(-1)!]);
  return axisOfArms({ sound: [...of(false), ...(real === null ? [] : [real])], collapsed: of(true) }, 'always');
}

function dots(
  spreads: readonly Spread[],
  axis: Axis,
  { real, width }: { readonly real: number | null; readonly width: number },
): Html {
  const isWide = !isNarrow(width);
  const room = 16 + 6.7 * Math.max(...spreads.map(({ arm }) => arm.name.length));
  const marks = spreads.flatMap(({ arm, dots: shown }) =>
    shown.map((value) => ({ name: arm.name, colour: arm.style.colour, symbol: arm.style.symbol, value })),
  );
  const first = spreads[0]!;
  const last = spreads.at(-1)!;
  const label =
    `Reprojection of single pairs by arm: medians from ${formatNumber(middle(first))} (${first.arm.name}) to ` +
    `${formatNumber(middle(last))} (${last.arm.name})`;
  return chart(label, {
    width,
    height: 66 + (isWide ? 26 : 40) * spreads.length,
    marginLeft: isWide ? room : 8,
    marginRight: 24,
    marginTop: 24,
    marginBottom: 38,
    x: {
      ...axis,
      grid: true,
      label: '‖z − P(z)‖², mean over α',
      labelAnchor: 'center',
      labelArrow: false,
      labelOffset: 34,
    },
    y: { domain: spreads.map(({ arm }) => arm.name), label: null, tickSize: 0, ...(isWide ? {} : { axis: null }) },
    marks: [
      ...(real === null
        ? []
        : [
            Plot.ruleX([real], { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
            Plot.text([real], { x: (x: number) => x, text: () => 'real latents', frameAnchor: 'top', dy: -14 }),
          ]),
      ...(isWide
        ? []
        : [
            Plot.text(spreads, {
              frameAnchor: 'left',
              y: ({ arm }: Spread) => arm.name,
              text: ({ arm }: Spread) => arm.name,
              textAnchor: 'start',
              dy: -13,
            }),
          ]),
      Plot.dot(marks, { x: 'value', y: 'name', fill: 'colour', symbol: 'symbol', fillOpacity: 0.5, r: 3.2 }),
      Plot.text(spreads, {
        x: middle,
        y: ({ arm }: Spread) => arm.name,
        text: () => '|',
        fill: 'currentColor',
        fontSize: 17,
        fontWeight: 700,
      }),
      Plot.dot(spreads, {
        x: at(1),
        y: ({ arm }: Spread) => arm.name,
        stroke: ({ arm }: Spread) => arm.style.colour,
        r: 4.5,
        title: (spread: Spread) => `${spread.arm.name}, worst pair: ${formatNumber(at(1)(spread))}`,
      }),
    ],
  });
}

import { type ProjectionKindRecord, type VaeProjectionRecord, plural } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armSwatch } from '../arm-key.js';
import { axisOf, type Axis } from '../axis.js';
import { chart, dashOf } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { formatNumber, formatShare } from '../format.js';
import { html, type Html } from '../html.js';
import { missing } from '../missing.js';
import { armStyle, type ArmStyle } from '../palette.js';
import { vaeLabels } from '../vae-labels.js';
import type { FigurePiece } from './figure.js';

/** Where iteration starts from. */
const KINDS: readonly {
  readonly key: keyof VaeProjectionRecord['kinds'];
  readonly name: string;
  readonly style: ArmStyle;
}[] = [
  { key: 'real', name: 'real latents', style: armStyle(0) },
  { key: 'middle', name: 'middles of lines', style: armStyle(1) },
  { key: 'prior', name: 'the prior', style: armStyle(2) },
];

interface Point {
  readonly k: number;
  readonly value: number;
}

interface Quantity {
  readonly title: string;
  points(kind: ProjectionKindRecord, vae: VaeProjectionRecord): readonly Point[];
}

const MOVEMENT: Quantity = {
  title: 'Movement ‖Pᵏ⁺¹(z) − Pᵏ(z)‖',
  points: ({ movement }) => movement.flatMap((summary, k) => (summary === null ? [] : [{ k, value: summary.mean }])),
};
const TRUTH: Quantity = {
  title: 'Squared distance of D(Pᵏ(z)) to the nearest true image',
  points: ({ truth }, { iterates }) =>
    truth === null ? [] : iterates.map((k, i) => ({ k, value: truth.distance[i]!.mean })),
};

/** Whether P = E∘D of the VAEs is a projection: iteration from three kinds of start, Jacobians and limits. */
export const projection: FigurePiece = {
  title: 'Is E∘D a projection?',
  about:
    'A projection does not move a point twice: after the first step all movement is 0. A projection onto the ' +
    'images also moves a point nearer to true images.',
  draw({ record, projection: measured }) {
    if (record.projection === undefined) return null;
    if (measured === null || measured.vaes.length === 0)
      return missing('Not measured yet: it is measured when trials have finished.');
    const { vaes, sizes } = measured;
    const labels = vaeLabels(vaes);
    const quantities = [MOVEMENT, TRUTH].flatMap((quantity) => {
      const values = vaes.flatMap((vae) =>
        KINDS.flatMap(({ key }) => quantity.points(vae.kinds[key], vae).map(({ value }) => value)),
      );
      return values.length === 0 ? [] : [{ quantity, axis: axisOf(values) }];
    });
    const known = vaes.some(({ kinds }) => kinds.real.truth !== null);
    return html`
      <p>${verdictOf(vaes, labels)}</p>
      <figure>
        <ul class="key">
          ${KINDS.map(
            ({ name, style }) =>
              html`<li>
                <span class="arm">${armSwatch({ style })}<span class="arm-name">${name}</span></span>
              </li>`,
          )}
        </ul>
        ${quantities.map(
          ({ quantity, axis }) =>
            html`<h3>${quantity.title}</h3>
              <div class="panels">
                ${vaes.map(
                  (vae, i) =>
                    html`<div class="panel">
                      <p class="panel-title">${labels[i]!}</p>
                      ${panel(vae, labels[i]!, quantity, axis)}
                    </div>`,
                )}
              </div>`,
        )}
        <figcaption>
          Across: k, how often P was applied before. Means over ${plural(sizes.points, 'start')} of each
          kind${known ? html`, of true images over the first ${String(vaes[0]!.truthPoints)}` : null}; one axis for all
          VAEs, though each has latents of its own scale. No unit.
        </figcaption>
        ${dataTable('iterates of P', known ? [...COLUMNS, DISTANCE] : COLUMNS, iteratesOf(vaes, labels))}
      </figure>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of projections">
        <table class="settings">
          <thead>
            <tr>
              <th scope="col">VAE, starts</th>
              <th scope="col">idempotence ratio</th>
              <th scope="col">95th percentile</th>
              <th scope="col">σ₁ of J at starts</th>
              <th scope="col">at limits</th>
              <th scope="col">greatest |eigenvalue| at starts</th>
              <th scope="col">at limits</th>
              <th scope="col">‖J² − J‖/‖J‖ at starts</th>
              <th scope="col">converged</th>
              <th scope="col">distinct limits</th>
              <th scope="col">commonest limit draws</th>
              ${known ? html`<th scope="col">same category at the limit</th>` : null}
            </tr>
          </thead>
          <tbody>
            ${vaes.map((vae, i) => KINDS.map(({ key, name }) => row(`${labels[i]!}, ${name}`, vae.kinds[key], known)))}
          </tbody>
        </table>
      </div>
      <p class="caption">
        Idempotence ratio: ‖P²(z) − P(z)‖ / ‖P(z) − z‖, 0 of a projection, as is ‖J² − J‖/‖J‖ of its Jacobian J (means
        over ${plural(sizes.jacobians, 'start')} and as many limits). A start has converged where a step moves it by
        less than a thousandth of the first, within ${plural(sizes.steps, 'step')}; limits are distinct where they lie
        farther apart than a twentieth of the distance of two real latents. A dash is what is not defined, or of starts
        none of which converged.
      </p>
    `;
  },
};

/** One kind of start of one VAE after k steps. */
interface Iterate {
  readonly label: string;
  readonly kind: string;
  readonly k: number;
  readonly movement: number | null;
  readonly distance: number | null;
}

const COLUMNS: readonly DataColumn<Iterate>[] = [
  { title: 'VAE', value: ({ label }) => label },
  { title: 'starts', value: ({ kind }) => kind },
  { title: 'k', value: ({ k }) => String(k) },
  { title: 'movement', value: ({ movement }) => movement },
];
const DISTANCE: DataColumn<Iterate> = { title: 'squared distance to a true image', value: ({ distance }) => distance };

function iteratesOf(vaes: readonly VaeProjectionRecord[], labels: readonly string[]): readonly Iterate[] {
  return vaes.flatMap((vae, i) =>
    KINDS.flatMap(({ key, name }) => {
      const byStep = ({ points }: Quantity) => new Map(points(vae.kinds[key], vae).map(({ k, value }) => [k, value]));
      const [movement, distance] = [byStep(MOVEMENT), byStep(TRUTH)];
      const steps = [...new Set([...movement.keys(), ...distance.keys()])].sort((a, b) => a - b);
      return steps.map((k): Iterate => ({
        label: labels[i]!,
        kind: name,
        k,
        movement: movement.get(k) ?? null,
        distance: distance.get(k) ?? null,
      }));
    }),
  );
}

/** What iteration shows, in words. */
function verdictOf(vaes: readonly VaeProjectionRecord[], labels: readonly string[]): string {
  const ratios = vaes.flatMap(({ kinds }, i) =>
    kinds.real.ratio[0] == null ? [] : [{ label: labels[i]!, value: kinds.real.ratio[0].mean }],
  );
  if (ratios.length === 0) return 'P moves no real latent: it is the identity there.';
  const ordered = ratios.sort((a, b) => a.value - b.value);
  const [least, most] = [ordered[0]!, ordered.at(-1)!];
  const said =
    formatNumber(least.value) === formatNumber(most.value)
      ? `${formatNumber(least.value)} times`
      : `between ${formatNumber(least.value)} (${least.label}) and ${formatNumber(most.value)} (${most.label}) times`;
  const truer = vaes.flatMap(({ kinds: { middle } }, i) =>
    middle.truth === null
      ? []
      : [{ label: labels[i]!, by: middle.truth.distance[1]!.mean / middle.truth.distance[0]!.mean }],
  );
  const nearer = truer.filter(({ by }) => by < 1).length;
  return `P moves a real latent that it has moved once ${said} as far again; a projection would not move it again.${
    truer.length === 0
      ? ''
      : ` One application moves the middles of straight lines nearer to true images in ${nearer} of ` +
        `${plural(truer.length, 'VAE')} ` +
        `(${truer.map(({ label, by }) => `${label}: ${formatNumber(by)} times the distance`).join('; ')}).`
  }`;
}

function panel(vae: VaeProjectionRecord, label: string, { title, points }: Quantity, axis: Axis): Html {
  const lines = KINDS.map(({ key, style }) => ({ style, line: points(vae.kinds[key], vae) }));
  return chart(`${title} by k, ${label}`, {
    width: 332,
    height: 220,
    marginLeft: 46,
    marginRight: 16,
    marginTop: 8,
    marginBottom: 38,
    x: {
      domain: [0, Math.max(...lines.flatMap(({ line }) => line.map(({ k }) => k)))],
      ticks: 6,
      label: 'k',
      labelAnchor: 'center',
      labelArrow: false,
      labelOffset: 34,
    },
    y: { ...axis, grid: true, label: null },
    marks: lines.flatMap(({ style, line }) => [
      Plot.lineY(line, { x: 'k', y: 'value', stroke: style.colour, strokeWidth: 1.5, ...dashOf(style) }),
      Plot.dot(line, { x: 'k', y: 'value', fill: style.colour, r: 2.5 }),
    ]),
  });
}

function row(
  name: string,
  { ratio, jacobian: { start, limit }, census, truth }: ProjectionKindRecord,
  known: boolean,
): Html {
  const numbers = [
    ratio[0]?.mean,
    ratio[0]?.q95,
    start?.singular[0],
    limit?.singular[0],
    start?.radius.mean,
    limit?.radius.mean,
    start?.defect?.mean,
  ].map((value) => value ?? null);
  const shares = [census.largest, ...(known ? [truth?.sameCategory ?? null] : [])];
  return html`<tr>
    <th scope="row">${name}</th>
    ${numbers.map((value) => cell(value, formatNumber))}${cell(census.converged, formatShare)}
    <td>${String(census.distinct)}</td>
    ${shares.map((value) => cell(value, formatShare))}
  </tr>`;
}

function cell(value: number | null, format: (value: number) => string): Html {
  return value === null
    ? html`<td class="none"><span role="img" aria-label="not defined">–</span></td>`
    : html`<td>${format(value)}</td>`;
}

import type { ExploreData, ExplorePair } from './data.js';
import { lineChart, type Curve, type LineChart, type LineChartOptions } from './line-chart.js';
import { format } from './numbers.js';
import { planeChart } from './plane-chart.js';

/** One chart of the section, and what stands above it. */
export interface ShownChart {
  readonly title: string;
  readonly element: SVGElement;
  show(column: number): void;
  /** α at a horizontal place on the screen; null where the chart has no axis of α. */
  readonly alphaAt: LineChart['alphaAt'] | null;
}

export interface ChartsOptions {
  readonly data: ExploreData;
  readonly pair: ExplorePair;
  /** Place of the chosen arm. */
  readonly arm: number;
  /** Pixels that charts beside each other share. */
  readonly room: number;
}

/** A chart that has not its width yet. */
type Drawing = (width: number) => ShownChart;

/** Pixels: of charts, and between two of them. */
const LARGE = { least: 260, height: 210 };
const SMALL = { least: 160, height: 130 };
const MOST = 440;
const GAP = 20;

/** r(α), the distance to true images, the plane of latents and the factors along one pair, as far as they are known. */
export function chartsOf(options: ChartsOptions): ShownChart[] {
  const { data, pair, room } = options;
  const { walks } = pair;
  const along = (
    title: string,
    values: (place: number) => readonly number[] | null,
    more: Partial<LineChartOptions> & { readonly ofTruth: boolean },
  ): Drawing[] => {
    const curves = curvesOf(options, values, more.ofTruth);
    if (curves.length === 0) return [];
    const label = `${title}, pair ${pair.pair}: ${curves.map(spoken).join('; ')}`;
    return [
      (width) => {
        const chart = lineChart({ label, width, height: LARGE.height, curves, ...more });
        const show = (column: number) => chart.show(data.alphas[column]!);
        return { title, element: chart.element, show, alphaAt: chart.alphaAt };
      },
    ];
  };
  const large = [
    ...along('r(α) = ‖z − P(z)‖²', (place) => walks[place]!.reprojection, { ofTruth: false }),
    ...along('‖x − x*‖² to the nearest true image', (place) => walks[place]!.distance, { ofTruth: true }),
    ...latentChart(options),
  ];
  const small = data.factors.flatMap(({ name, range, categories, circular }, factor) =>
    along(`${name} of that image`, (place) => walks[place]!.factors?.[factor] ?? null, {
      ofTruth: true,
      height: SMALL.height,
      range,
      isCircular: circular === true,
      ...(categories && { categories }),
    }),
  );
  const sized = (drawings: readonly Drawing[], { least }: typeof LARGE) =>
    drawings.map((draw) => draw(widthOf(drawings.length, room, least)));
  return [...sized(large, LARGE), ...sized(small, SMALL)];
}

/** As many charts beside each other as there is room for, of equal width. */
function widthOf(count: number, room: number, least: number): number {
  const columns = Math.max(1, Math.min(count, Math.floor((room + GAP) / (least + GAP))));
  return Math.min(MOST, Math.floor((room - (columns - 1) * GAP) / columns));
}

/** The arms' curves of what is known of them. */
function curvesOf(
  { data, arm }: ChartsOptions,
  values: (place: number) => readonly number[] | null,
  ofTruth: boolean,
): Curve[] {
  return data.arms.flatMap(({ name, colour, dash, alphas, truthAlphas }, place) => {
    const known = values(place);
    const at = ofTruth ? truthAlphas : alphas;
    if (known === null || at === null) return [];
    const points = known.map((value, i) => [at[i]!, value] as const);
    return [{ name, colour, dash, isChosen: place === arm, points }];
  });
}

function latentChart({ data, pair, arm }: ChartsOptions): Drawing[] {
  const { plane: at } = data.arms[arm]!;
  const plane = at === null ? undefined : data.planes[at];
  if (plane === undefined) return [];
  const curves = data.arms.flatMap(({ colour, dash, plane: own }, place) => {
    const points = pair.walks[place]!.latents;
    return own === at && points !== null ? [{ colour, dash, isChosen: place === arm, points }] : [];
  });
  if (curves.length === 0) return [];
  const percent = plane.share.map((share) => `${Math.round(100 * share)} %`).join(' and ');
  const title = `z in two principal components (${percent} of the variance)`;
  const over = `${curves.length} paths from A to B over ${plane.ground.length} real latents`;
  const label = `${title}, pair ${pair.pair}: ${over}`;
  return [
    (width) => {
      const chart = planeChart({ label, width, height: LARGE.height, ground: plane.ground, curves });
      return { title, element: chart.element, show: chart.show, alphaAt: null };
    },
  ];
}

/** A curve in words: where it is greatest. */
function spoken({ name, points }: Curve): string {
  const [alpha, value] = points.reduce((most, point) => (point[1] > most[1] ? point : most));
  return `${name} at most ${format(value)} at α = ${format(alpha)}`;
}

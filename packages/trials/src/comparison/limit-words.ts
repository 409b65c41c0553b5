import {
  armInWords,
  drawnAnew,
  type ComparisonRecord,
  type EstimateOver,
  type ExperimentRecord,
  type LimitPoint,
  type LimitRecord,
} from '@latent-paths/core';
import { brief, budgetInWords, list, number } from './words.js';

type Verdict = ComparisonRecord['verdicts'][number];
type Curve = LimitRecord['curves'][number];

/** A point of a curve with one of its figures that is known. */
interface Told {
  readonly curve: string;
  readonly point: LimitPoint;
  readonly value: EstimateOver;
}

/**
 * What curves over the budget say, the most important first: the answer at the largest budget, and whether the smallest
 * gives the same; the distance to the oracle; the gaps; the compute for the same objective; predictions; divergence.
 */
export function limitVerdicts(experiment: ExperimentRecord, limit: LimitRecord): Verdict[] {
  const told = [
    ...answer(experiment, limit),
    ...recovered(limit),
    ...gaps(limit),
    ...compute(limit),
    ...predictions(experiment, limit),
    ...divergence(limit),
  ];
  return told.length === 0
    ? []
    : [...told, { arm: null, text: 'What follows describes each arm at the largest budget that it has finished.' }];
}

/** The arm with the lowest objective relative to the reference, then all others. */
function answer(experiment: ExperimentRecord, { curves, budgets, reference }: LimitRecord): Verdict[] {
  const all = curves.flatMap((curve) => figures(curve, ({ ratio }) => ratio));
  const budget = Math.max(...all.map(({ point }) => point.budget));
  const last = all.filter(({ point }) => point.budget === budget).sort((a, b) => a.value.value - b.value.value);
  const [best, ...others] = last;
  if (best === undefined) return [];
  const named = (arm: string) => armInWords(experiment, arm);
  const earlier = ({ curve }: Told) => all.find((told) => told.curve === curve && told.point.budget < budget);
  const times = `${number(best.value.value)} times (${intervalOver(best.value, experiment)})`;
  const which =
    others.length === 0
      ? `${named(best.curve)} has ${times} the held-out objective of ${named(reference)}`
      : best.value.value < 1
        ? `of ${last.length + 1} arms ${named(best.curve)} has the lowest held-out objective, ${times} that of ` +
          `${named(reference)}`
        : `no arm has a lower held-out objective than ${named(reference)}, and the nearest, ${named(best.curve)}, ` +
          `has ${times} it`;
  const before = earlier(best);
  const then = before === undefined ? '' : `; at ${budgetInWords(before.point.budget)} it was ${brief(before.value)}`;
  const largest = budget < budgets.at(-1)! ? 'the largest budget that is finished' : 'the largest budget';
  const first = {
    arm: best.point.arm,
    text: `With ${largest}, ${budgetInWords(budget)}, ${which}${apart(best.value)}${then}.`,
  };
  const rest = curves
    .flatMap((curve) => figures(curve, ({ ratio }) => ratio).slice(-1))
    .filter(({ curve }) => curve !== best.curve);
  if (rest.length === 0) return [first];
  const each = rest.map((told) => {
    const start = all.find(({ curve, point }) => curve === told.curve && point.budget < told.point.budget);
    const from = start === undefined ? '' : ` (${brief(start.value)} at ${budgetInWords(start.point.budget)})`;
    return `${told.curve} ${brief(told.value)} at ${budgetInWords(told.point.budget)}${from}`;
  });
  return [
    first,
    {
      arm: null,
      text:
        `Held-out objective of the others relative to ${reference}, each at its largest budget: ` +
        `${list(each, '; ')}.`,
    },
  ];
}

/** `95 % interval 1.01 to 1.07, 3 seeds that draw VAE, pool and test pairs anew` */
function intervalOver({ low, high, over, units }: EstimateOver, { vary = [] }: Pick<ExperimentRecord, 'vary'>): string {
  const drawn = drawnAnew(vary);
  const base =
    over === 'seeds'
      ? `${units} seeds that draw ${drawn === '' ? 'only initial weights and sampling' : drawn} anew`
      : `${units} test pairs of one seed`;
  return `95 % interval ${number(low)} to ${number(high)}, ${base}`;
}

function apart({ low, high }: EstimateOver): string {
  return low <= 1 && high >= 1 ? '; no difference from 1 was found' : '';
}

function recovered({ curves }: LimitRecord): Verdict[] {
  const shares = curves
    .flatMap((curve) => figures(curve, ({ share }) => share).slice(-1))
    .sort((a, b) => b.value.value - a.value.value);
  const [best] = shares;
  if (best === undefined) return [];
  const each = shares.map(({ curve, point, value }) => `${curve} ${brief(value)} at ${budgetInWords(point.budget)}`);
  const left = 100 * (1 - best.value.value);
  const way =
    'Recovered share of the way from the straight line (0) to separately solved points (1), with 95 % intervals';
  return [
    {
      arm: best.point.arm,
      text: `${way}: ${list(each, '; ')}${left > 0 ? `. The best arm leaves ${number(left)} %` : ''}.`,
    },
  ];
}

const GAPS = ['alpha', 'pair', 'latent'] as const;
const GAP_NAMES = { alpha: 'α', pair: 'pair', latent: 'latent' } as const satisfies Record<
  (typeof GAPS)[number],
  string
>;

/**
 * The three gaps of the arm with the largest gap, and of every other arm its largest gap that was found above 0, each
 * at the arm's largest budget.
 */
function gaps({ curves }: LimitRecord): Verdict[] {
  const told = curves.flatMap(({ arm, points }) => {
    const point = points.findLast(({ gaps: found }) => GAPS.some((name) => found[name] !== null));
    if (point === undefined) return [];
    const known = GAPS.flatMap((name) => (point.gaps[name] === null ? [] : [{ name, value: point.gaps[name] }]));
    const largest = known.filter(({ value }) => value.low > 0).sort((a, b) => b.value.value - a.value.value)[0];
    return [{ arm, point, known, largest }];
  });
  const [first, ...others] = told.sort((a, b) => (b.largest?.value.value ?? 0) - (a.largest?.value.value ?? 0));
  if (first === undefined) return [];
  const each = first.known.map(({ name, value }) => `${GAP_NAMES[name]} ${brief(value)}`);
  const which =
    first.largest === undefined ? 'none was found above 0' : `the largest is that of ${plural(first.largest.name)}`;
  const rest = others.map(({ arm, point, largest }) => {
    const found =
      largest === undefined ? 'none that was found above 0' : `${plural(largest.name)} ${brief(largest.value)}`;
    return `${arm} ${found} at ${budgetInWords(point.budget)}`;
  });
  return [
    {
      arm: first.point.arm,
      text:
        `Gaps of ${first.arm} at ${budgetInWords(first.point.budget)}, with 95 % intervals: ` +
        `${list(each)}; ${which}.`,
    },
    ...(rest.length === 0 ? [] : [{ arm: null, text: `Largest gap of the others: ${list(rest, '; ')}.` }]),
  ];
}

function plural(gap: (typeof GAPS)[number]): string {
  return gap === 'alpha' ? 'α' : `${gap}s`;
}

function compute({ curves, reference }: LimitRecord): Verdict[] {
  const arms = curves.flatMap((curve) => {
    const found = figures(curve, ({ multiple }) => multiple);
    const each = found.map(
      ({ point, value }) =>
        `${value.units < 2 ? `${number(value.value)} (one seed)` : brief(value)} at ${budgetInWords(point.budget)}`,
    );
    return found.length === 0 ? [] : [`${curve.arm} ${list(each)}`];
  });
  if (arms.length === 0) return [];
  return [
    {
      arm: null,
      text:
        `Times the compute of ${reference} for the same held-out objective, if its curve reaches it: ` +
        `${list(arms, '; ')}.`,
    },
  ];
}

function predictions(experiment: ExperimentRecord, limit: LimitRecord): Verdict[] {
  const found = limit.predictions ?? [];
  if (found.length === 0) return [];
  const verdictsOf = (id: string) =>
    found
      .find((one) => one.id === id)!
      .points.flatMap(({ verdict, ...point }) => (verdict === null ? [] : [{ verdict, ...point }]));
  const failed = found.flatMap(({ id }) => {
    const at = verdictsOf(id).filter(({ verdict }) => verdict === 'fails');
    const text = experiment.predictions?.find((one) => one.id === id)?.text ?? id;
    return at.length === 0
      ? []
      : [`${id} (${text.replace(/\.$/, '')}) at ${list(at.map(({ budget }) => budgetInWords(budget)))}`];
  });
  const open = found.filter(({ id }) => verdictsOf(id).every(({ verdict }) => verdict === 'open')).length;
  const facts = [
    failed.length === 0
      ? 'none has failed'
      : `${failed.length === 1 ? '1 has failed' : `${failed.length} have failed`}: ${list(failed, '; ')}`,
    ...(open === 0 ? [] : [`${open} cannot be judged yet`]),
  ];
  return [
    {
      arm: null,
      text:
        `Of ${found.length === 1 ? '1 prediction' : `${found.length} predictions`} made before the run: ` +
        `${facts.join('; ')}.`,
    },
  ];
}

function divergence({ curves }: LimitRecord): Verdict[] {
  const told = curves.flatMap(({ arm, points }) =>
    points.flatMap(({ budget, diverged }) =>
      diverged.length === 0 ? [] : [`${arm} at ${budgetInWords(budget)} (seed ${diverged.join(', ')})`],
    ),
  );
  if (told.length === 0) return [];
  return [{ arm: null, text: `Training diverged to numbers that are not finite: ${list(told, '; ')}.` }];
}

/** The points of a curve at which a figure is known. */
function figures({ arm, points }: Curve, of: (point: LimitPoint) => EstimateOver | null): Told[] {
  return points.flatMap((point) => {
    const value = of(point);
    return value === null ? [] : [{ curve: arm, point, value }];
  });
}

import {
  collapseSigns,
  COMPARED_METRICS,
  DIVERSITY_KEPT_FROM,
  mean,
  plural,
  type ComparedMetric,
  type ComparedMetricName,
  type SummaryRecord,
} from '@latent-paths/core';
import { formatNumber } from '../format-value.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import { valuesOf } from './how-scored.js';
import type { Scores, ScoresBesideLine } from './scores-beside-line.js';

interface BesideLineOptions {
  readonly trial: InterpolatableTrial;
  readonly summary: SummaryRecord;
  readonly scores: ScoresBesideLine;
}

/** Where the trial's own scores say that a path is worse than the straight line, a sentence each. */
export function besideLine({ trial, summary, scores: { own, line } }: BesideLineOptions): string {
  if (trial.finished.config.path.kind === 'linear') return 'It is the straight line.';
  const shrunk = shrunkWords(summary);
  if (line === null)
    return [
      'The experiment scored no straight line on the same pairs, so it is not known where the path is worse.',
      ...shrunk,
    ].join(' ');
  const worse = [...metricWords(own, line), ...alphaWords(own, line), ...pairWords(own, line), ...shrunk];
  const told =
    worse.length === 0
      ? ['None of the scores above is worse than the straight line’s, neither in the mean nor for any pair or α.']
      : worse.map((sentence) => `- ${sentence}`);
  return [told.join('\n'), costWords(own, line), MEANING].join('\n\n');
}

const MEANING =
  'These are means and counts of the pairs above, without intervals: whether a difference is more than chance is for ' +
  'the experiment’s page to say. A lower reprojection error alone does not mean truer pictures.';

/** Parts of a number, and numbers near 0, that single precision may round away. */
const ROUNDED = 1e-5;
const NEAR_ZERO = 1e-6;

/** Whether a is greater than b by more than rounding. */
const exceeds = (a: number, b: number): boolean => a - b > ROUNDED * Math.abs(b) + NEAR_ZERO;

function metricWords(own: Scores, line: Scores): string[] {
  // Object.entries forgets that they are its names
  const metrics = Object.entries(COMPARED_METRICS) as [ComparedMetricName, ComparedMetric][];
  return metrics.flatMap(([name, { label, better }]) => {
    const [mine, theirs] = [valuesOf(own, name), valuesOf(line, name)];
    if (better === null || mine === undefined || theirs === undefined) return [];
    const [a, b] = [mean(mine), mean(theirs)];
    if (better === 'lower' ? !exceeds(a, b) : !exceeds(b, a)) return [];
    const beside = `${a > b ? 'greater' : 'less'} by ${formatNumber(Math.abs(a - b))} than the straight line’s`;
    return [`Its ${label} is ${formatNumber(a)}, ${beside}.`];
  });
}

/** At which α the mean reprojection error is greater than the line's. */
function alphaWords(own: Scores, line: Scores): string[] {
  const [mine, theirs] = [own.summary.byAlpha['reprojection'], line.summary.byAlpha['reprojection']];
  if (mine === undefined || theirs === undefined) return [];
  const worse = own.summary.alphas.filter((_, i) => exceeds(mine[i]!.mean, theirs[i]!.mean));
  if (worse.length === 0) return [];
  const shown = worse.map((alpha) => String(Number(alpha.toPrecision(3)))).join(', ');
  return [
    `At ${worse.length} of ${own.summary.alphas.length} α its mean reprojection error is greater than the straight ` +
      `line’s: ${shown}.`,
  ];
}

/** For how many pairs a score is worse than the line's. */
function pairWords(own: Scores, line: Scores): string[] {
  return (['reprojection', 'true-distance'] as const).flatMap((name) => {
    const [mine, theirs] = [valuesOf(own, name), valuesOf(line, name)];
    if (mine === undefined || theirs === undefined || mine.length !== theirs.length) return [];
    const worse = mine.filter((value, i) => exceeds(value, theirs[i]!)).length;
    if (worse === 0) return [];
    return [
      `For ${worse} of ${plural(mine.length, 'pair')} its ${COMPARED_METRICS[name].label} is greater than the ` +
        'straight line’s.',
    ];
  });
}

/** Signs of a collapse: middles that lie nearer to each other than the line's. */
function shrunkWords({ sets, paths }: SummaryRecord): string[] {
  const diversity = sets['diversity'] ?? null;
  const sensitivity = paths['alpha-sensitivity']?.mean ?? null;
  const values = { diversity, 'alpha-sensitivity': sensitivity };
  const signs = collapseSigns((metric) => values[metric]);
  const shrunk = diversity !== null && diversity < DIVERSITY_KEPT_FROM ? diversity : null;
  return [
    ...(shrunk === null
      ? []
      : [
          `Its middles have ${formatNumber(shrunk)} times the straight line’s diversity: they have moved towards ` +
            'their mean, where the reprojection error is lower although the path is no better.',
        ]),
    ...(signs.length === 0 ? [] : [`It has collapsed: ${signs.join(', ')}.`]),
  ];
}

function costWords(own: Scores, line: Scores): string {
  const [mine, theirs] = [own.summary.cost.flops, line.summary.cost.flops];
  if (mine === null || theirs === null) return 'What a point costs was not counted.';
  return (
    `A point costs ${mine.toLocaleString('en-US')} floating-point operations in matrix products and convolutions; ` +
    `one of the straight line costs ${theirs.toLocaleString('en-US')}.`
  );
}

import { COMPARED_METRICS, plural, shortHash, type ComparedMetricName, type Estimate } from '@latent-paths/core';
import { twoDigits } from '../answer/two-digits.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { factList } from '../facts.js';
import { formatDay, formatList, formatNumber, formatSome } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedExperiment } from '../load.js';
import type { ComparedTrial, Previous } from '../load-previous.js';
import type { FigurePiece } from './figure.js';

/** Arms, settings and figures past this many are counted. */
const MOST_NAMED = 8;
// Object.keys forgets that they are its names
const NAMES = Object.keys(COMPARED_METRICS) as ComparedMetricName[];
const VERDICTS = { supported: 'supported', refuted: 'refuted', unsettled: 'not settled' } as const;

/** A figure whose value now lies outside of its interval then, or the other way round. */
interface Moved {
  readonly arm: string;
  readonly metric: string;
  readonly then: Estimate;
  readonly now: Estimate;
}

/** What is not as it was in the comparison before: trials, commit, settings, verdicts, and figures that moved. */
export const changes: FigurePiece = {
  title: 'What changed since the last run',
  about:
    'Against the comparison before this one. A figure has moved where one of the two values lies outside of the ' +
    'other’s 95 % interval.',
  draw({ previous, comparison }) {
    if (previous === null || comparison === null) return null;
    const moved = movedOf(previous.comparison, comparison);
    const facts = [
      ['compared then', whenOf(previous)],
      ['trials', trialsOf(previous)],
      ['commit', commitsOf(previous)],
      ['settings', settingsOf(previous)],
      ['verdicts', verdictsOf(previous.comparison.claims ?? [], comparison.claims ?? [])],
      ['figures', movedInWords(moved)],
    ] as const;
    return html`${factList(facts)} ${moved.length === 0 ? null : movedTable(moved)}`;
  },
};

function whenOf({ then, comparison }: Previous): string {
  const last = then
    .flatMap(({ at }) => at ?? [])
    .sort()
    .at(-1);
  const day = last === undefined ? 'their records are not there any more' : `the last of ${formatDay(last)}`;
  return `${plural(comparison.trials.length, 'trial')}, ${day}`;
}

function trialsOf({ comparison, now, gone }: Previous): string {
  const before = new Set(comparison.trials);
  const kept = now.filter(({ id }) => before.has(id)).length;
  const parts = [
    `${kept} the same`,
    `${now.length - kept} new`,
    `${comparison.trials.length - kept} no longer compared`,
    ...(gone === 0 ? [] : [`of which ${gone} are deleted`]),
  ];
  return parts.join(', ');
}

function commitsOf({ then, now }: Previous): string {
  const [before, after] = [then, now].map((trials) => [
    ...new Set(trials.map(({ commit }) => (commit === null ? 'none' : shortHash(commit)))),
  ]);
  const [a, b] = [formatList(before!), formatList(after!)];
  return a === b ? `the same, ${a || 'none'}` : `${a || 'not known'} then, ${b} now`;
}

/** Settings that differ between an arm's trials of one seed then and now, those of all arms together. */
function settingsOf({ then, now }: Previous): string {
  const [before, after] = [then, now].map((trials) => [...new Set(trials.map(({ arm }) => arm))]);
  const both = after!.filter((name) => before!.includes(name));
  const arms = new Map<string, string[]>();
  const ofOtherSeeds: string[] = [];
  for (const arm of both) {
    const pair = pairOf(then, now, arm);
    if (pair === null) ofOtherSeeds.push(arm);
    else for (const change of differences(...pair)) arms.set(change, [...(arms.get(change) ?? []), arm]);
  }
  const changed = [...arms].map(([change, names]) =>
    names.length === both.length ? change : `${change} (${formatSome(names, MOST_NAMED)})`,
  );
  const added = after!.filter((name) => !before!.includes(name));
  const removed = before!.filter((name) => !after!.includes(name));
  const parts = [
    ...(added.length === 0 ? [] : [`new ${added.length === 1 ? 'arm' : 'arms'} ${formatSome(added, MOST_NAMED)}`]),
    ...(removed.length === 0 ? [] : [`without ${formatSome(removed, MOST_NAMED)}`]),
    ...(ofOtherSeeds.length === 0 ? [] : [`other seeds of ${formatSome(ofOtherSeeds, MOST_NAMED)}`]),
    ...changed.slice(0, MOST_NAMED),
    ...(changed.length > MOST_NAMED ? [`${changed.length - MOST_NAMED} more changes`] : []),
  ];
  return parts.length === 0 ? 'the same' : parts.join('; ');
}

/** Settings of an arm then and now with the first seed that both have: a seed's own VAE and pool are no change. */
function pairOf(
  then: readonly ComparedTrial[],
  now: readonly ComparedTrial[],
  arm: string,
): [ComparedTrial['settings'], ComparedTrial['settings']] | null {
  for (const trial of now.filter((one) => one.arm === arm)) {
    const before = then.find((one) => one.arm === arm && one.seed === trial.seed);
    if (before !== undefined) return [before.settings, trial.settings];
  }
  return null;
}

function differences(then: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  if (then.size === 0 || now.size === 0) return [];
  const keys = [...new Set([...then.keys(), ...now.keys()])];
  return keys.flatMap((key) => {
    const [before, after] = [then.get(key) ?? 'none', now.get(key) ?? 'none'];
    return before === after ? [] : [`${key} ${before} → ${after}`];
  });
}

type Claims = NonNullable<NonNullable<LoadedExperiment['comparison']>['claims']>;

function verdictsOf(then: Claims, now: Claims): string {
  const parts = now.flatMap(({ id, verdict }) => {
    const before = then.find((claim) => claim.id === id);
    if (before === undefined) return [`${id} is new: ${VERDICTS[verdict]}`];
    return before.verdict === verdict ? [] : [`${id} was ${VERDICTS[before.verdict]}, is ${VERDICTS[verdict]}`];
  });
  const dropped = then
    .filter(({ id }) => !now.some((claim) => claim.id === id))
    .map(({ id }) => `${id} is not judged any more`);
  const all = [...parts, ...dropped];
  if (all.length > 0) return all.join('; ');
  return now.length === 0 ? 'no claim was or is judged' : 'the same';
}

function movedOf(then: NonNullable<LoadedExperiment['comparison']>, now: typeof then): readonly Moved[] {
  return now.arms.flatMap(({ arm, metrics }) => {
    const before = then.arms.find((row) => row.arm === arm)?.metrics;
    return NAMES.flatMap((name): Moved[] => {
      const [a, b] = [before?.[name], metrics[name]];
      if (a == null || b == null || (isWithin(a.value, b) && isWithin(b.value, a))) return [];
      return [{ arm, metric: COMPARED_METRICS[name].label, then: a, now: b }];
    });
  });
}

/** A value that is its whole interval has moved where it is another. */
function isWithin(value: number, { low, high }: Estimate): boolean {
  const room = 1e-9 * Math.abs(value);
  return value >= low - room && value <= high + room;
}

function movedInWords(moved: readonly Moved[]): string {
  if (moved.length === 0) return 'none has moved';
  const named = moved.map(
    ({ arm, metric, then, now }) => `${metric} of ${arm}, ${twoDigits(then.value)} → ${twoDigits(now.value)}`,
  );
  const more = named.length > 3 ? '; the rest is in the table' : '';
  return `${moved.length} moved: ${named.slice(0, 3).join('; ')}${more}`;
}

const COLUMNS: readonly DataColumn<Moved>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'figure', value: ({ metric }) => metric },
  { title: 'then', value: ({ then }) => then.value },
  { title: 'low', value: ({ then }) => then.low },
  { title: 'high', value: ({ then }) => then.high },
  { title: 'now', value: ({ now }) => now.value },
  { title: 'low now', value: ({ now }) => now.low },
  { title: 'high now', value: ({ now }) => now.high },
];

function movedTable(moved: readonly Moved[]): Html {
  const most = moved.reduce((a, b) => (shift(b) > shift(a) ? b : a));
  return html`<p class="caption">
      Farthest: ${most.metric} of ${most.arm}, from ${formatNumber(most.then.value)} to ${formatNumber(most.now.value)}.
    </p>
    ${dataTable('figures that moved', COLUMNS, moved)}`;
}

/** How far a figure moved, in widths of its interval then. */
function shift({ then, now }: Moved): number {
  return Math.abs(now.value - then.value) / (then.high - then.low || Math.abs(then.value) || 1);
}

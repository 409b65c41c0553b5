import {
  type ClaimRecord,
  collapseSigns,
  COMPARED_METRICS,
  type ComparedMetric,
  type ComparedMetricName,
  type Estimate,
  EXIT,
  type ExperimentRecord,
  UsageError,
  plural,
} from '@latent-paths/core';
import {
  armStatus,
  brief,
  collapsedPart,
  collapsedSeeds,
  conditionOf,
  estimateMetric,
  isOfNoSeed,
  judgeClaims,
  meanOf,
  METRIC_NAMES,
  pairedTrials,
  resamplesOf,
  trialOf,
} from '@latent-paths/trials/comparison';
import { defineCommand, type CommandContext } from './command.js';
import { estimateDelta, type Delta } from './delta.js';
import { differingKeys } from './differences.js';
import { findGroups, type Group } from './find-groups.js';
import { formatValue } from './format-value.js';
import { scoreGroups, type ScoredGroup } from './score-group.js';
import { formatWideTable } from './text-table.js';
import { writeJson } from './write-json.js';

/** Characters a line where nobody says how wide the screen is. */
const UNBOUNDED = Infinity;

export const compare = defineCommand({
  usage: '<experiment | arm | trial>…',
  about: `Sets arms or trials side by side: the settings in which they differ, their metrics, and how far each is from
the baseline, pair by pair over the same test pairs. The name of an experiment means all its arms. Write an arm as
experiment/arm, or by its name if only one experiment has it. The seeds of an arm are one group: intervals are of
95 %, by Student's t over the seeds where both have two or more in common, else by bootstrap over the test pairs of
one seed. For a single experiment, the claims and the results of their tests are shown too.`,
  flags: {
    baseline: {
      about: 'what the others are compared with; default: the baseline of the first experiment, else the first name',
      value: 'NAME',
    },
  },
  examples: [
    'compare dense-alpha',
    'compare dense-alpha/fixed-single dense-alpha/all-dense',
    'compare linear 332d 9f01 --baseline 332d',
  ],
  json:
    'baseline; groups, each { name, experiment, trained, trials, left (not finished), seeds, commits (of the code ' +
    'that ran them), settings (those that differ), sets (metrics with one value for all pairs together, null where ' +
    'not defined), cost (flops and seconds a point of the path) }; metrics, each { name, label, better, groups: [{ ' +
    'name, value, delta }] }, an estimate being { value, low, high } or null, and a delta with over (seeds or pairs) ' +
    'and units, too; claims that the experiment states with tests, where it alone is named, each { id, text, test, ' +
    'result: { over, units, seeds, difference, ratio, p, adjusted (by Holm), verdict } or null }; notes',

  async run({ names, flags }, context) {
    if (names.length === 0)
      throw new UsageError('compare: expected an experiment, or arms or trials; latent-paths list names them');
    const chosen = await findGroups(names, flags.baseline, context.store);
    const { scored: groups, unfinished } = await scoreGroups(chosen.groups, context.store);
    const baseline = groups.find(({ group }) => group === chosen.baseline);
    if (groups.length < 2 || baseline === undefined) throw tooFew(groups, unfinished);
    const keys = differingKeys(groups);
    const metrics = METRIC_NAMES.map((name) => measure(name, groups, baseline)).filter(({ cells }) =>
      cells.some(({ value }) => value !== null),
    );
    const claims = chosen.whole === null ? [] : judgedClaims(chosen.whole, groups);
    const notes = [
      ...unfinished.map(({ name }) => `${name}: left out, because no trial has finished`),
      ...groups.flatMap((group) => notesOn(group, baseline)),
    ];
    const comparison = { groups, baseline, keys, metrics, claims, notes };
    if (context.json) print(context, comparison);
    else show(context, comparison);
    return EXIT.done;
  },
});

interface Measured {
  readonly name: ComparedMetricName;
  /** By group. */
  readonly cells: readonly { readonly value: Estimate | null; readonly delta: Delta | null }[];
}

/** A claim with a test, and what the test says of it; null if its arms have no finished trials in common. */
interface Judged {
  readonly claim: ExperimentRecord['claims'][number];
  readonly result: ClaimRecord | null;
}

interface Comparison {
  readonly groups: readonly ScoredGroup[];
  readonly baseline: ScoredGroup;
  readonly keys: readonly string[];
  readonly metrics: readonly Measured[];
  readonly claims: readonly Judged[];
  readonly notes: readonly string[];
}

function pairsOf({ trials }: ScoredGroup): number {
  return Math.max(...trials.flatMap(({ values }) => Object.values(values).map((column) => column.length)));
}

/** The claims of an experiment that have tests, judged as its report does. */
function judgedClaims(experiment: ExperimentRecord, groups: readonly ScoredGroup[]): Judged[] {
  const arms = groups.map((scored) => ({ ...scored, name: scored.group.shortName }));
  const condition = conditionOf(arms, resamplesOf(Math.max(...groups.map(pairsOf))));
  const results = judgeClaims(experiment, arms, { ...condition, levels: experiment.vary !== undefined });
  return experiment.claims
    .filter(({ test }) => test !== undefined)
    .map((claim) => ({ claim, result: results.find(({ id }) => id === claim.id) ?? null }));
}

function tooFew(groups: readonly ScoredGroup[], unfinished: readonly Group[]): UsageError {
  const experiment = unfinished[0]!.experiment;
  const left = unfinished.map(({ shortName }) => shortName).join(', ');
  return new UsageError(
    groups.length < 2
      ? `compare: expected at least two arms with a finished trial, got ${groups[0]?.name ?? 'none'}; npx nx run ` +
          `experiments:${experiment} runs ${left}`
      : `compare: expected a baseline with a finished trial, got ${left} without; name one of ` +
          `${groups.map(({ group }) => group.shortName).join(', ')} by --baseline, or run npx nx run ` +
          `experiments:${experiment}`,
  );
}

function measure(name: ComparedMetricName, groups: readonly ScoredGroup[], baseline: ScoredGroup): Measured {
  const resamples = resamplesOf(pairsOf(baseline));
  return {
    name,
    cells: groups.map((group) => ({
      value: estimateMetric(group, name, conditionOf([group], resamples)),
      delta: group === baseline ? null : estimateDelta(group, baseline, name, resamples),
    })),
  };
}

function notesOn(group: ScoredGroup, baseline: ScoredGroup): string[] {
  const { name } = group;
  const seeds = collapsedSeeds(group);
  const collapsed = collapsedPart(group);
  const valueOf = (metric: ComparedMetricName) => meanOf(collapsed, metric, conditionOf([collapsed], []));
  const collapseStatus = armStatus(group, conditionOf([group], []));
  const notes: [boolean, string][] = [
    [
      group.left.length > 0,
      `${name}: ${plural(group.left.length, 'trial')} not finished and left out: ${group.left.join(', ')}`,
    ],
    [
      collapseStatus === 'collapsed',
      `${name} collapsed${seeds === null ? '' : ` with ${seeds}`} (${collapseSigns(valueOf).join(', ')}): its low ` +
        'reprojection does not mean good paths',
    ],
    [
      collapseStatus === 'shrunk',
      `${name} lost diversity: the middles of its paths have moved towards their mean, where reprojection is lower ` +
        'although the paths are no better',
    ],
    [
      usesAnotherVae(group, baseline),
      `${name} uses another VAE than ${baseline.name}: distances between their latents have different units`,
    ],
    [
      group !== baseline && pairedTrials(group, baseline, 'endpoint-error').length === 0,
      `${name} and ${baseline.name} have no seed in common: no difference is shown`,
    ],
  ];
  return notes.flatMap(([holds, text]) => (holds ? [text] : []));
}

/** Whether two trials that are compared have different VAEs. */
function usesAnotherVae(group: ScoredGroup, baseline: ScoredGroup): boolean {
  return group.trials.some(({ seed, vae }) => {
    const other = trialOf(baseline, seed);
    return other !== undefined && other.vae !== vae;
  });
}

function seedsOf(group: ScoredGroup): number[] {
  return isOfNoSeed(group) ? [] : group.trials.map(({ seed }) => seed);
}

function print(context: CommandContext, { groups, baseline, keys, metrics, claims, notes }: Comparison): void {
  writeJson(context, 'compare', {
    baseline: baseline.name,
    groups: groups.map((group) => ({
      name: group.name,
      experiment: group.group.experiment,
      trained: group.trained,
      trials: group.group.trials.filter((trial) => !group.left.includes(trial)),
      left: group.left,
      seeds: seedsOf(group),
      commits: group.commits,
      settings: Object.fromEntries(
        keys.flatMap((key) => (group.settings.has(key) ? [[key, group.settings.get(key)]] : [])),
      ),
      sets: group.sets,
      cost: group.cost,
    })),
    metrics: metrics.map(({ name, cells }) => ({
      name,
      label: COMPARED_METRICS[name].label,
      better: COMPARED_METRICS[name].better,
      groups: cells.map((cell, i) => ({ name: groups[i]!.name, ...cell })),
    })),
    claims: claims.map(({ claim, result }) => ({ ...claim, result })),
    notes,
  });
}

function show({ out }: CommandContext, { groups, baseline, keys, metrics, claims, notes }: Comparison): void {
  const isOne = new Set(groups.map(({ group }) => group.experiment)).size === 1;
  const called = ({ group }: ScoredGroup) => (isOne ? group.shortName : group.name);
  const told = new Set<string>(METRIC_NAMES);
  const setNames = [...new Set(groups.flatMap(({ sets }) => Object.keys(sets)))].filter((name) => !told.has(name));
  const rows = [
    ['', ...groups.map(called)],
    ['seeds', ...groups.map((group) => seedsOf(group).join(', ') || '–')],
    ...keys.map((key) => [key, ...groups.map(({ settings }) => formatValue(settings.get(key)))]),
    [''],
    ...metrics.flatMap(({ name, cells }) => [
      [titleOf(name), ...cells.map(({ value }) => (value === null ? '–' : brief(value)))],
      [
        `  less ${called(baseline)}`,
        ...cells.map(({ delta }) => (delta === null ? '' : `${signed(delta)}${isSettled(delta) ? ' *' : ''}`)),
      ],
    ]),
    [''],
    ...setNames.map((name) => [name, ...groups.map(({ sets }) => formatValue(sets[name]))]),
    ['MFLOP a point', ...groups.map(({ cost: { flops } }) => formatValue(flops === null ? null : flops / 1e6))],
    ['ms a point', ...groups.map(({ cost: { seconds } }) => formatValue(seconds * 1e3))],
  ];
  const deltas = metrics.flatMap(({ cells }) => cells.flatMap(({ delta }) => delta ?? []));
  out.write(`${formatWideTable(rows, out.columns ?? UNBOUNDED)}\n\n`);
  out.write(
    'Brackets: 95 % intervals, of differences ' +
      `${[...new Set(deltas.map(intervalBy))].join(' or ')}; ` +
      `*: the interval excludes 0. Values without brackets are of all pairs together, or of one point.\n`,
  );
  if (claims.length > 0) {
    const told = [['claim', 'ratio', 'p by Holm', 'verdict', ''], ...claims.map(tellClaim)];
    out.write(`\n${formatWideTable(told, out.columns ?? UNBOUNDED)}\n\n`);
  }
  for (const note of notes) out.write(`${note}\n`);
}

function tellClaim({ claim, result }: Judged): string[] {
  if (result === null) return [claim.id, '–', '–', 'not tested', claim.text];
  return [
    claim.id,
    result.ratio === null ? 'not bounded' : brief(result.ratio),
    result.adjusted.toPrecision(2),
    result.verdict,
    claim.text,
  ];
}

function titleOf(name: ComparedMetricName): string {
  const { label, better }: ComparedMetric = COMPARED_METRICS[name];
  return better === null ? label : `${label} (${better} is better)`;
}

function isSettled({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}

function intervalBy({ over, units }: Delta): string {
  return over === 'seeds' ? `by t over ${units} seeds` : `by bootstrap over ${plural(units, 'test pair')} of one seed`;
}

function signed(delta: Estimate): string {
  return `${delta.value > 0 ? '+' : ''}${brief(delta)}`;
}

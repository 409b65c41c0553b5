import {
  buildChoice,
  COMPARED_METRICS,
  type ComparedMetricName,
  hashJson,
  isOfTruth,
  suggestion,
} from '@latent-paths/core';
import { imageSources, type ImageSet } from '@latent-paths/data';
import { plannedPoints } from '../trial/budget.js';
import { checkFewPairs } from './few-pairs.js';
import { isTrained, trialHash } from '../trial/identity.js';
import { sharedObjective } from '../trial/shared-objective.js';
import type { Override } from './overrides.js';
import type { ArmAtPoint, UnresolvedArm } from './unresolved-arm.js';
import type { TrialConfig } from '../trial/trial-shape.js';
import { listed, show } from '../yaml/check.js';
import { emptyMap, fingerprint, mappingAt, plain, type Located, type LocatedMap } from '../yaml/located.js';
import type { Path, Problem } from '../yaml/problem.js';

const METRICS = Object.keys(COMPARED_METRICS) as ComparedMetricName[]; // Object.keys forgets that they are its names

/** Grids and flags that change nothing. */
export function checkUse(candidates: readonly UnresolvedArm[], given: readonly Override[]): Problem[] {
  // A value that is given twice is reported at its place; an arm uses it anyway.
  const settingOf = ({ key, entry }: Override) => `${key}=${fingerprint(entry.value)}`;
  const used = new Set(candidates.flatMap(({ applied }) => applied.map(settingOf)));
  return given
    .filter((one) => !used.has(settingOf(one)))
    .map(({ path, entry }) => ({
      place: entry.keyPlace,
      path,
      message: 'no arm uses it; expected a key that an arm uses, or arms.<name>.<key>',
    }));
}

export interface NamedOptions {
  readonly file: LocatedMap;
  readonly all: readonly UnresolvedArm[];
  readonly kept: readonly UnresolvedArm[];
  /** Arms of which it is not known at which points they are. */
  readonly unknown: readonly string[];
}

/** The baseline, and the arms that claims name, are each one arm at one point, and not left out. */
export function checkNamed(options: NamedOptions): Problem[] {
  return [
    ...checkName(options.file.entries.get('baseline')?.value, ['baseline'], options),
    ...testsOf(options.file).flatMap((test, i) => {
      const [arm, against] = (['arm', 'against'] as const).map((key) => test.entries.get(key)?.value);
      const twice = arm?.type === 'scalar' && against?.type === 'scalar' && arm.value === against.value;
      return [
        ...checkName(arm, ['claims', i, 'test', 'arm'], options),
        ...(twice
          ? [
              {
                place: against.place,
                path: ['claims', i, 'test', 'against'],
                message: `expected another arm than the claim is about, got ${show(against.value)} twice`,
              },
            ]
          : checkName(against, ['claims', i, 'test', 'against'], options)),
      ];
    }),
  ];
}

/** The test of every claim in its place; empty if it has none. */
function testsOf(file: LocatedMap): LocatedMap[] {
  const claims = file.entries.get('claims')?.value;
  return claims?.type === 'list'
    ? claims.items.map((claim) => (claim.type === 'map' ? mappingAt(claim, 'test') : emptyMap(claim.place)))
    : [];
}

function checkName(written: Located | undefined, path: Path, { all, kept, unknown }: NamedOptions): Problem[] {
  if (written?.type !== 'scalar' || typeof written.value !== 'string') return [];
  const got = written.value;
  if (kept.some(({ name }) => name === got) || all.length === 0 || unknown.some((arm) => got.startsWith(arm)))
    return [];
  const refuse = (message: string) => [{ place: written.place, path, message }];
  if (all.some(({ name }) => name === got))
    return refuse(`expected an arm that is there, got ${got}, which exclude leaves out`);
  const ofArm = kept.filter(({ arm }) => arm === got).map(({ name }) => name);
  if (ofArm.length > 0)
    return refuse(`expected an arm at one point of matrix or zip, one of ${listed(ofArm)}, got ${got}`);
  const names = kept.map(({ name }) => name);
  return refuse(`expected one of ${listed(names)}, got ${got}${suggestion(got, names)}`);
}

/** A metric that no arm can have decides nothing: it is refused where it is asked for. */
export function checkMetrics(file: LocatedMap, arms: readonly ArmAtPoint[]): Problem[] {
  const missing = missingMetrics(arms.map(({ config }) => config));
  const asked = [
    { metric: mappingAt(file, 'metric'), path: ['metric', 'name'] },
    ...testsOf(file).map((test, i) => ({
      metric: mappingAt(test, 'metric'),
      path: ['claims', i, 'test', 'metric', 'name'],
    })),
  ];
  return asked.flatMap(({ metric, path }) => {
    const written = metric.entries.get('name')?.value;
    const name = written?.type === 'scalar' ? METRICS.find((known) => known === written.value) : undefined;
    const lack = missing.find(({ names }) => name !== undefined && names.includes(name));
    if (written === undefined || name === undefined || lack === undefined) return [];
    const known = METRICS.filter((metric) => !lack.names.includes(metric));
    const message = `expected a metric that ${lack.needs}, one of ${listed(known)}, got ${name}: ${lack.why}`;
    return [{ place: written.place, path, message }];
  });
}

/** Metrics that some arms cannot have. */
interface Missing {
  readonly names: readonly ComparedMetricName[];
  /** What the others do, after "a metric that". */
  readonly needs: string;
  readonly why: string;
}

function missingMetrics(configs: readonly TrialConfig[]): Missing[] {
  const [first] = configs;
  if (first === undefined) return [];
  const factors = buildChoice<ImageSet>(imageSources, first.data).factors; // all arms have the same images
  return [
    ...(factors.length > 0
      ? []
      : [
          {
            names: METRICS.filter(isOfTruth),
            needs: 'needs no factors',
            why: `those of the images of data ${first.data.kind} are not known`,
          },
        ]),
    ...(sharedObjective(configs) !== undefined
      ? []
      : [
          {
            names: ['held-out-objective', 'recovered-share'] as const,
            needs: 'needs no objective in common',
            why: 'not all trained arms end with reprojection and the same weight of attraction beside it',
          },
        ]),
  ];
}

/** What holds between arms that have nothing wrong by themselves. */
export function checkTogether(arms: readonly ArmAtPoint[]): Problem[] {
  return [...checkDifferent(arms), ...checkEqualTraining(arms), ...checkEqualScoring(arms), ...checkFewPairs(arms)];
}

/** Two arms that are the same, or have the same name. */
function checkDifferent(arms: readonly ArmAtPoint[]): Problem[] {
  const names = new Set<string>();
  const byHash = new Map<string, string>();
  return arms.flatMap(({ name, place, config }) => {
    const refuse = (message: string) => [{ place, path: ['arms', name], message }];
    if (names.has(name)) return refuse('expected one arm of this name, got two; rename one');
    names.add(name);
    const hash = trialHash(config, 0);
    const twin = byHash.get(hash);
    if (twin !== undefined) return refuse(`expected arms that differ, got the same settings as ${twin}`);
    byHash.set(hash, name);
    return [];
  });
}

/**
 * Arms are compared at equal training: as many points, or as many FLOPs. Where the grid varies the budget, each of its
 * budgets is a comparison of its own.
 */
function checkEqualTraining(arms: readonly ArmAtPoint[]): Problem[] {
  const trained = arms.filter(({ config }) => isTrained(config));
  const firsts = new Map<string, { readonly name: string; readonly amount: string }>();
  return trained.flatMap(({ name, place, point, config }) => {
    const amount = amountOf(config);
    const budget = budgetOf(point);
    const first = firsts.get(budget) ?? { name, amount };
    firsts.set(budget, first);
    if (amount === first.amount) return [];
    const message =
      `expected as much training as ${first.name}, ${first.amount}, got ${amount}; give both the same budget, ` +
      'compare them at equal work, budget: { flops: … }, or make the budget an axis of the matrix';
    return [{ place, path: ['arms', name], message }];
  });
}

/** The values of the budget at a point of the grid; empty if it does not vary. */
function budgetOf(point: ArmAtPoint['point']): string {
  const budgets = point.filter(({ path }) => path[0] === 'budget');
  return budgets.map(({ key, entry }) => `${key}=${show(plain(entry.value))}`).join(' ');
}

/** In points as the budget asks for them: batches of unlike size leave unlike parts of it. */
function amountOf(config: TrialConfig): string {
  return 'flops' in config.budget ? `${config.budget.flops} FLOPs` : `${plannedPoints(config)} points`;
}

/** Arms are compared pair by pair: scored alike, on the same pairs of the same held-out images. */
function checkEqualScoring(arms: readonly ArmAtPoint[]): Problem[] {
  const heldOut = (part: object) => Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'train'));
  const parts = arms.map(({ name, place, config: { data, pool, evaluation } }) => ({
    name,
    place,
    parts: { data: heldOut(data), pool: heldOut(pool), evaluation },
  }));
  const [first] = parts;
  return parts.flatMap(({ name, place, parts: own }) => {
    const differs = (['data', 'pool', 'evaluation'] as const).filter(
      (key) => hashJson(own[key]) !== hashJson(first!.parts[key]),
    );
    return differs.map((key) => ({
      place,
      path: ['arms', name],
      message: `expected the same test pairs as ${first!.name}, got another ${key}; move it out of the arms`,
    }));
  });
}

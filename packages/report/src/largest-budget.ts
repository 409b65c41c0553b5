import type { FigurePiece } from './figures/figure.js';
import { formatCount, formatList } from './format.js';
import { html } from './html.js';
import type { LoadedArm, LoadedExperiment } from './load.js';

/** An experiment with few of its arms, and what was left out in words; null if it is whole. */
interface AtLargestBudget {
  readonly experiment: LoadedExperiment;
  readonly said: string | null;
}

/**
 * Where the budget is an axis: of each arm on a curve the largest budget that has finished, or the largest of all where
 * none has.
 */
function atLargestBudget(experiment: LoadedExperiment): AtLargestBudget {
  const { arms } = experiment;
  const chosen = new Map<string, LoadedArm>();
  for (const arm of arms) {
    if (arm.curve === undefined) continue;
    const known = chosen.get(arm.curve.arm);
    if (known === undefined || rankOf(arm) > rankOf(known)) chosen.set(arm.curve.arm, arm);
  }
  const kept = arms.filter((arm) => arm.curve === undefined || chosen.get(arm.curve.arm) === arm);
  if (kept.length === arms.length) return { experiment, said: null };
  return { experiment: withoutBudgets(experiment, kept), said: sentence([...chosen.values()]) };
}

/** The experiment with these arms alone, called by the names of their curves, here and in the comparison. */
function withoutBudgets(experiment: LoadedExperiment, kept: readonly LoadedArm[]): LoadedExperiment {
  const { record, comparison } = experiment;
  const names = new Map(kept.map(({ name, curve }) => [name, curve?.arm ?? name]));
  const called = (name: string): string => names.get(name) ?? name;
  return {
    ...experiment,
    record: { ...record, baseline: called(record.baseline) },
    arms: kept.map((arm) => ({ ...arm, name: called(arm.name) })),
    comparison: comparison && {
      ...comparison,
      baseline: called(comparison.baseline),
      arms: comparison.arms.filter(({ arm }) => names.has(arm)).map((row) => ({ ...row, arm: called(row.arm) })),
    },
  };
}

/** Budgets with a finished trial above all others. */
function rankOf({ curve, trials }: LoadedArm): number {
  return curve!.budget + (trials.some(({ summary }) => summary !== null) ? Number.MAX_SAFE_INTEGER / 2 : 0);
}

/** Arms that have not finished at any budget are named by each section, as always. */
function sentence(chosen: readonly LoadedArm[]): string {
  const finished = chosen.filter(({ trials }) => trials.some(({ summary }) => summary !== null));
  const arms = finished.length === 0 ? chosen : finished;
  const budgets = [...new Set(arms.map(({ curve }) => curve!.budget))].sort((a, b) => b - a);
  const [largest, ...others] = budgets;
  const ofOthers = others.map(
    (budget) =>
      `${formatList(arms.filter(({ curve }) => curve!.budget === budget).map(({ curve }) => curve!.arm))} with ` +
      `${formatCount(budget)}`,
  );
  const but = ofOthers.length === 0 ? '' : ` (${ofOthers.join('; ')}, the largest that has finished)`;
  return (
    `For arms with several budgets, only the largest is shown here, ${formatCount(largest!)} points${but}: the ` +
    'curves above show the others.'
  );
}

/**
 * A figure of few arms: where the budget is an axis, those at their largest budget, which it says; all of them folded
 * away where `rest` is asked for.
 */
export function ofLargestBudget(piece: FigurePiece, rest: 'all folded' | 'none' = 'none'): FigurePiece {
  return {
    ...piece,
    draw(experiment) {
      const { experiment: few, said } = atLargestBudget(experiment);
      const content = piece.draw(few);
      if (said === null || content === null) return content;
      const all =
        rest === 'none'
          ? null
          : html`<details>
              <summary>All budgets</summary>
              ${piece.draw(experiment)}
            </details>`;
      return html`<p class="status above">${said}</p>
        ${content}${all}`;
    },
  };
}

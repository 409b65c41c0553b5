import { suggestion } from '@latent-paths/core';
import type { ArmAtPoint } from './unresolved-arm.js';
import { curveOf, type CurvePlace } from './curve-of.js';
import { listed } from '../yaml/check.js';
import type { Located, LocatedMap } from '../yaml/located.js';
import type { Path, Problem } from '../yaml/problem.js';

/** Predictions name two arms whose budget the grid varies, and one of those budgets or none. */
export function checkPredictions(file: LocatedMap, arms: readonly ArmAtPoint[]): Problem[] {
  const written = file.entries.get('predictions')?.value;
  if (written?.type !== 'list' || written.items.length === 0 || arms.length === 0) return [];
  const places = arms.flatMap((arm) => curveOf(arm) ?? []);
  if (places.length === 0) {
    const message =
      'expected a grid that varies the budget in points, because predictions are of curves over it; write matrix: ' +
      '{ budget.points: [ … ] }';
    return [{ place: written.place, path: ['predictions'], message }];
  }
  return written.items.flatMap((item, i) => (item.type === 'map' ? checkOne(item, ['predictions', i], places) : []));
}

function checkOne({ entries }: LocatedMap, path: Path, places: readonly CurvePlace[]): Problem[] {
  const names = [...new Set(places.map(({ arm }) => arm))];
  const valueOf = (key: string) => entries.get(key)?.value;
  const refuse = (key: string, { place }: Located, message: string): Problem => ({
    place,
    path: [...path, key],
    message,
  });
  const [arm, against, budget] = [valueOf('arm'), valueOf('against'), valueOf('budget')];
  const strange = (['arm', 'against'] as const).flatMap((key) => {
    const found = valueOf(key);
    if (found?.type !== 'scalar' || typeof found.value !== 'string' || names.includes(found.value)) return [];
    return [
      refuse(
        key,
        found,
        `expected an arm whose budget varies, one of ${listed(names)}, got ` +
          `${found.value}${suggestion(found.value, names)}`,
      ),
    ];
  });
  if (strange.length > 0) return strange;
  if (arm?.type === 'scalar' && against?.type === 'scalar' && arm.value === against.value) {
    return [refuse('against', against, `expected another arm than the prediction is about, got ${arm.value} twice`)];
  }
  const budgets = places.filter((one) => arm?.type === 'scalar' && one.arm === arm.value).map((one) => one.budget);
  if (budget?.type !== 'scalar' || budgets.some((one) => one === budget.value)) return [];
  return [
    refuse('budget', budget, `expected one of the arm’s budgets in points, ${budgets.join(', ')}, got ${budget.value}`),
  ];
}

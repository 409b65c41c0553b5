import { COLLAPSED_BELOW, DIVERSITY_KEPT_FROM, type ComparisonRecord, type Standing } from '@latent-paths/core';
import type { LoadedArm, LoadedExperiment } from './load.js';

export type ComparisonRow = ComparisonRecord['arms'][number];
type GroupId = Standing | 'absent';

/** Arms that may be compared with one another. */
export interface ArmGroup {
  readonly id: GroupId;
  readonly title: string;
  /** What the title means. */
  readonly about: string;
  /** Lowest reprojection at α = ½ first; the last group as the experiment names them. */
  readonly arms: readonly { readonly arm: LoadedArm; readonly row: ComparisonRow | undefined }[];
}

const GROUPS = {
  sound: { title: 'Keep their diversity', about: `at least ${DIVERSITY_KEPT_FROM} of the straight line’s` },
  shrunk: { title: 'Shrunk towards the mean', about: `less than ${DIVERSITY_KEPT_FROM} of the straight line’s diversity: a low reprojection here is not a better path` },
  collapsed: { title: 'Collapsed', about: `α-sensitivity or diversity below ${COLLAPSED_BELOW}: a reprojection here says nothing` },
  absent: { title: 'Not compared', about: 'no finished trial is in the comparison' },
} as const satisfies Record<GroupId, { title: string; about: string }>;

/** The arms of a comparison, those that kept their diversity first; that group is there even where it is empty. */
export function groupArms({ arms, comparison }: Pick<LoadedExperiment, 'arms' | 'comparison'>): readonly ArmGroup[] {
  const rows = new Map((comparison?.arms ?? []).map((row) => [row.arm, row]));
  const members = arms.map((arm) => {
    const row = rows.get(arm.name);
    const id: GroupId = row === undefined || Object.values(row.metrics).every((estimate) => estimate === null) ? 'absent' : arm.standing;
    return { id, arm, row, at: row?.metrics['reprojection-half']?.value ?? Infinity };
  });
  return (Object.keys(GROUPS) as GroupId[]) // the literal's own keys
    .map((id) => ({ id, ...GROUPS[id], arms: members.filter((member) => member.id === id).sort((a, b) => a.at - b.at) }))
    .filter(({ id, arms: found }) => found.length > 0 || id === 'sound');
}

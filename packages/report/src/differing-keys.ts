import type { LoadedArm } from './load.js';

/** Keys whose value is not the same in all arms, in the order in which arms name them. */
export function differingKeys(arms: readonly Pick<LoadedArm, 'settings'>[]): readonly string[] {
  const keys = [...new Set(arms.flatMap((arm) => arm.settings.map(({ key }) => key)))];
  const shown = (arm: Pick<LoadedArm, 'settings'>, key: string): string | undefined => {
    const setting = arm.settings.find((candidate) => candidate.key === key);
    return setting === undefined ? undefined : JSON.stringify(setting.value);
  };
  return keys.filter((key) => new Set(arms.map((arm) => shown(arm, key))).size > 1);
}

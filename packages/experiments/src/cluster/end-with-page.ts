import { describeError, EXIT, type LaunchRecord } from '@latent-paths/core';
import type { LaunchStore } from '@latent-paths/data';
import { type StageContext, Stopped } from '@latent-paths/trials/stages';
import { buildPage } from './build-page.js';
import { endLaunch } from './end-launch.js';

/**
 * Builds the page also where the comparison failed, as a run does that ends by itself.
 * @public element.ts loads it by its name
 */
export async function endWithPage(record: LaunchRecord, launch: LaunchStore, context: StageContext): Promise<number> {
  let code: number = EXIT.wrong;
  try {
    code = (await endLaunch(record, launch, context)).length === 0 ? EXIT.done : EXIT.wrong;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    process.stderr.write(`${describeError(error)}\n`);
  }
  const built = await buildPage(context.store.folder, record.experiment);
  return code === EXIT.done ? built : code;
}

import { openStore } from '@latent-paths/data';
import { framesOf, joinFrames } from '../frames.js';
import { groupArms } from '../groups.js';
import type { LoadedExperiment } from '../load.js';
import { pngUri } from '../png-uri.js';

/** One decoded path, for a list. */
export interface IndexStrip {
  readonly arm: string;
  readonly uri: string;
  readonly width: number;
  readonly height: number;
}

const FRAMES = 7;

/** The first pair's path of the best trained arm that has frames; null if none has, or they cannot be read. */
export async function indexStrip(results: string, experiment: LoadedExperiment): Promise<IndexStrip | null> {
  const store = openStore(results).experiment(experiment.record.name);
  const ranked = groupArms(experiment).flatMap(({ arms }) => arms.map(({ arm }) => arm));
  const trained = ranked.find((arm) => arm.trained && arm.trials.some(({ status }) => status === 'finished'));
  const trial = trained?.trials.find(({ status }) => status === 'finished');
  if (trained === undefined || trial === undefined) return null;
  // the experiment's own page says which tables cannot be read
  const kept = await store
    .trial(trial.id)
    .readTable('frames.arrow')
    .then((table) => table && framesOf(table))
    .catch(() => null);
  if (kept === null) return null;
  const { height, width, channels, pairs } = kept;
  const [row] = pairs.values();
  if (row === undefined) return null;
  const count = Math.min(FRAMES, row.frames.length);
  const frames = Array.from(
    { length: count },
    (_, i) => row.frames[Math.round((i / Math.max(1, count - 1)) * (row.frames.length - 1))]!,
  );
  const data = joinFrames(frames, height, width, channels);
  const uri = pngUri({ width: width * count, height, channels, data });
  return { arm: trained.name, uri, width: width * count, height };
}

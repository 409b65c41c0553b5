import { extname, join } from 'node:path';
import type { Inverse } from '@latent-paths/model';
import { forkChild } from '../../processes/index.js';
import { refine, type RefineTask } from './refine.js';

/** Frames refined between two turns of the event loop, where it is done in this process. */
const TURN = 8;
/** Frames below which starting processes costs more than they save. */
const FEWEST_APART = 200;

/**
 * Refines frames in so many processes at once, each with an equal share; where there is one, or little to do, in this
 * one. The bits do not depend on it. `tell` is called from time to time, with how many are done; it may throw to stop.
 */
export async function refineApart(
  task: RefineTask,
  processes: number,
  tell: (done: number) => void,
  fewest = FEWEST_APART,
): Promise<Inverse[]> {
  if (processes === 1 || task.candidates.length < fewest) return refineHere(task, tell);
  let done = 0;
  const parts = await Promise.all(sharesOf(task, processes).map((share) => refineThere(share, () => tell(++done))));
  return parts.flat();
}

async function refineHere(task: RefineTask, tell: (done: number) => void): Promise<Inverse[]> {
  const found: Inverse[] = [];
  for (const inverse of refine(task)) {
    if (found.push(inverse) % TURN !== 0 && found.length < task.candidates.length) continue;
    tell(found.length);
    await new Promise(setImmediate);
  }
  return found;
}

async function refineThere(task: RefineTask, tell: () => void): Promise<Inverse[]> {
  const child = forkChild<RefineTask, Inverse>(join(__dirname, `refine-child${extname(__filename)}`));
  const found: Inverse[] = [];
  const stopped = new Promise<never>((_, reject) => {
    child.hear((inverse) => {
      found.push(inverse);
      try {
        tell();
      } catch (error) {
        reject(error);
        child.release();
      }
    });
  });
  child.send(task);
  const how = await Promise.race([child.ended, stopped]);
  if (found.length === task.candidates.length) return found;
  throw new Error(`ground truth: the process that computes it ended early (${how}); run the same command again`);
}

/** Equal runs of frames, copied out, so that no process is sent those of another. */
function sharesOf({ data, frames, candidates }: RefineTask, count: number): RefineTask[] {
  const size = frames.length / candidates.length;
  const starts = Array.from({ length: count + 1 }, (_, i) => Math.round((i * candidates.length) / count));
  return starts.slice(1).map((to, i) => {
    const from = starts[i]!;
    return { data, frames: frames.slice(from * size, to * size), candidates: candidates.slice(from, to) };
  });
}

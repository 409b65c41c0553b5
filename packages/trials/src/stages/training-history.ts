import { shortHash, type RunRecord } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import { checkpointHistory, type History } from '../training/checkpoint.js';
import type { StageContext } from './context.js';
import { madeOfImages, requireSameImages } from './made-of-images.js';
import type { Resumed } from './resume.js';
import { replaced } from './run-record.js';

/**
 * Who makes a training that has no `run.json`: this process, and those before it as far as its checkpoint tells; a line
 * says so if they were of other code. @throws if they trained on other images
 */
export function trainingHistory(
  from: Resumed | undefined,
  source: ImageSource,
  { provenance, date, display }: StageContext,
): History {
  const images = madeOfImages(source);
  if (from === undefined) return { ...images, provenance, resumes: [] };
  const { saved, step } = from;
  const then = checkpointHistory(saved.path, saved.bytes);
  requireSameImages(saved.path, then?.images, source);
  if (then !== null && codeOf(then.provenance) !== codeOf(provenance))
    display.say(
      `${saved.path}: made by ${codeOf(then.provenance)} until step ${step}; going on by ${codeOf(provenance)}, and ` +
        'manifest.json will name both',
    );
  const resumed = { at: date(), step, ...(then && replaced(then.provenance, provenance)) };
  return { ...images, provenance, resumes: [...(then?.resumes ?? []), resumed] };
}

function codeOf({ commit, dirty }: RunRecord['provenance']): string {
  const change = dirty === null ? '' : ` with the change ${shortHash(dirty)}`;
  return `${commit === null ? 'code of no commit' : `commit ${shortHash(commit)}`}${change}`;
}

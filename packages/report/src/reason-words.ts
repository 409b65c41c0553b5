import type { ExplorationReason } from '@latent-paths/core';

/** Why a pair was chosen to be explored, in words; the order of the literal is that of the page. */
export const REASON_WORDS: Readonly<Record<ExplorationReason['kind'], string>> = {
  shown: 'Shown above',
  'worst-reprojection': 'Worst by the greatest r',
  'worst-truth': 'Farthest from a true image',
  disagreement: 'Two arms differ most',
  random: 'Random',
};
// Object.keys forgets that they are the literal's own
export const REASON_KINDS = Object.keys(REASON_WORDS) as ExplorationReason['kind'][];

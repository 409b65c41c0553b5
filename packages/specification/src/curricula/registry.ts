import { buildChoice, choiceSchema, type ChoiceOf, type WorkedRegistry } from '@latent-paths/core';
import { alphaCount } from './alpha-count.js';
import { alphaWindow } from './alpha-window.js';
import { constant } from './constant.js';
import type { Curriculum } from './curriculum.js';
import type { CurriculumExample } from './define-curriculum.js';
import { hardAlpha } from './hard-alpha.js';
import { pairDistance } from './pair-distance.js';
import { pairPool } from './pair-pool.js';

export const curricula = {
  constant,
  'alpha-count': alphaCount,
  'alpha-window': alphaWindow,
  'hard-alpha': hardAlpha,
  'pair-distance': pairDistance,
  'pair-pool': pairPool,
} satisfies WorkedRegistry<Curriculum, CurriculumExample>;

export type CurriculumChoice = ChoiceOf<typeof curricula>;

export const curriculumChoice = choiceSchema(curricula);

export function buildCurriculum(choice: CurriculumChoice): Curriculum {
  return buildChoice<Curriculum>(curricula, choice);
}

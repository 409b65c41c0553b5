import { buildChoice, choiceSchema, type ChoiceOf, type Registry } from '@latent-paths/core';
import { alphaCount } from './alpha-count.js';
import { constant } from './constant.js';
import type { Curriculum } from './curriculum.js';

export const curricula = {
  constant,
  'alpha-count': alphaCount,
} satisfies Registry<Curriculum>;

export type CurriculumChoice = ChoiceOf<typeof curricula>;

export const curriculumChoice = choiceSchema(curricula);

export function buildCurriculum(choice: CurriculumChoice): Curriculum {
  return buildChoice<Curriculum>(curricula, choice);
}

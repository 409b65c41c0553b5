import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { equalShares } from './curriculum.js';

export const constant = definePiece({
  about: 'The samplers as they are, throughout.',
  schema: z.object({}),
  build: () => equalShares([{}]),
});

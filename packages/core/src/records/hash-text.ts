import { z } from 'zod';

export const hashText = z.string().regex(/^[0-9a-f]{64}$/);

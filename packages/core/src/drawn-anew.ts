import { listed } from './words/listed.js';

/** What seeds may draw anew besides initial weights and sampling, in words, in the order of the sentences. */
const WORDS = { vae: 'VAE', pool: 'pool', pairs: 'test pairs' } as const;

/** `VAE, pool and test pairs`: what seeds draw anew, in words; empty if nothing. */
export function drawnAnew(vary: readonly string[]): string {
  const told = Object.entries(WORDS).flatMap(([name, word]) => (vary.includes(name) ? [word] : []));
  return listed(told);
}

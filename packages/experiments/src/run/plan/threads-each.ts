/** Threads that each of several trials at once is given: those asked for, or else its share of the cores. */
export function threadsEach(cores: number, atOnce: number, asked?: number): number {
  return asked ?? Math.max(1, Math.floor(cores / atOnce));
}

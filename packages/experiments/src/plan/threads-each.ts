/** Threads that each of several trials at once is given. */
export function threadsEach(cores: number, atOnce: number): number {
  return Math.max(1, Math.floor(cores / atOnce));
}

import { createRequire } from 'node:module';

/** What is used here of `cephes`, which has no types of its own. */
interface Cephes {
  /** P(T ≤ t). */
  stdtr(freedom: number, t: number): number;
  /** The t with P(T ≤ t) = p. */
  stdtri(freedom: number, p: number): number;
}

let loaded: Cephes | undefined;

/** Cephes as WebAssembly, which takes a tenth of a second to compile: only for those who ask. */
function cephes(): Cephes {
  loaded ??= createRequire(__filename)('cephes') as Cephes; // as above
  return loaded;
}

/**
 * P(T ≤ t) of Student's t distribution. Moshier's Cephes library: stdtr.
 * @param freedom degrees of freedom, a whole number of 1 or more
 */
export function studentCdf(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return t < 0 ? 0 : t > 0 ? 1 : Number.NaN;
  return cephes().stdtr(freedom, t);
}

/**
 * The t with P(T ≤ t) = p of Student's t distribution. Moshier's Cephes library: stdtri.
 * @param p between 0 and 1, both excluded
 * @param freedom degrees of freedom, a whole number of 1 or more
 */
export function studentQuantile(p: number, freedom: number): number {
  return cephes().stdtri(freedom, p);
}

import { distance } from 'fastest-levenshtein';

/** `; did you mean count?`, or nothing where no name is near. */
export function suggestion(got: string, names: readonly string[]): string {
  const [nearest] = names
    .map((name) => ({ name, far: distance(got.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => isNear(got, name, far) || (got.length > 2 && name.startsWith(got)))
    .sort((a, b) => a.far - b.far);
  return nearest === undefined ? '' : `; did you mean ${nearest.name}?`;
}

/** Few changes for its length: two swapped letters count as two. */
function isNear(got: string, name: string, far: number): boolean {
  const shorter = Math.min(got.length, name.length);
  const longer = Math.max(got.length, name.length);
  return far < shorter && far <= Math.max(shorter >= 4 ? 2 : 1, Math.floor(longer / 3));
}

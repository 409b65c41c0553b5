/** How many names a message lists; beyond them, it gives the number. */
const MOST_NAMES = 10;

/** `12: a, b, … and 2 more` */
export function someNames(names: readonly string[]): string {
  return `${names.length}: ${listedNames(names)}`;
}

/** `a, b, … and 2 more` */
export function listedNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

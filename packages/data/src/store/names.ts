/**
 * Whether a name becomes one part of a path, unchanged: it leaves no folder, does not hide, and collides on no system.
 */
export function isName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name);
}

/**
 * A name that becomes one part of a path, unchanged.
 * @throws if it could leave its folder, hide, or collide on another system
 */
export function checkName(what: string, name: string): string {
  if (!isName(name)) {
    throw new RangeError(
      `${what}: expected a name of letters, digits, ".", "_" and "-" that starts with a letter or digit, got ` +
        `${JSON.stringify(name)}`,
    );
  }
  return name;
}

/** A name in lines of at most so many characters, broken behind a hyphen or dot where it has one. */
export function wrapName(name: string, characters: number): readonly string[] {
  const lines: string[] = [];
  for (const part of name.split(/(?<=[-. ])/)) {
    const last = lines.at(-1);
    if (last !== undefined && (last + part).trimEnd().length <= characters) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}

/** Where something is written: a position in a file, or a whole source such as a `--set` flag. Lines and columns count from 1. */
export interface Place {
  readonly source: string;
  readonly position: { readonly line: number; readonly column: number } | null;
}

/** Keys and list indices from the root of a document. */
export type Path = readonly (string | number)[];

/** Something wrong in a configuration, with the remedy in its message. */
export interface Problem {
  readonly place: Place;
  readonly path: Path;
  readonly message: string;
}

/** `experiments/dense-alpha.yaml:12:7` */
export function formatPlace({ source, position }: Place): string {
  return position === null ? source : `${source}:${position.line}:${position.column}`;
}

/** `path.hidden[2]` */
export function formatPath(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

/** `experiments/dense-alpha.yaml:12:7 sampling.alphas.knd: unknown key; …` */
export function formatProblem({ place, path, message }: Problem): string {
  return path.length === 0 ? `${formatPlace(place)}: ${message}` : `${formatPlace(place)} ${formatPath(path)}: ${message}`;
}

/** A configuration that cannot be run: everything that is wrong with it, each thing once, one a line, in the order of the files. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sources = problems.map(({ place }) => place.source);
    const rank = ({ place: { source, position } }: Problem) => [sources.indexOf(source), position?.line ?? 0, position?.column ?? 0] as const;
    const byText = new Map([...problems].sort((a, b) => compare(rank(a), rank(b))).map((problem) => [formatProblem(problem), problem]));
    super([...byText.keys()].join('\n'));
    this.problems = [...byText.values()];
  }
}

/** Lexicographic. */
function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, i) => value - b[i]!).find((difference) => difference !== 0) ?? 0;
}

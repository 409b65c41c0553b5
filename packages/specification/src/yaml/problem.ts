import { ExplainedError, EXIT } from '@latent-paths/core';
/**
 * The place where something is written: a position in a file, or a whole source such as a `--set` flag. Lines and
 * columns count
 * from 1.
 */
export interface Place {
  readonly source: string;
  readonly position: { readonly line: number; readonly column: number } | null;
}

/** Keys and list indices from the root of a document. */
export type Path = readonly (string | number)[];

/** A problem in a configuration; its message has the remedy. */
export interface Problem {
  readonly place: Place;
  readonly path: Path;
  readonly message: string;
  /** Whether something is only missing; a file that could not be read may contain it. */
  readonly isMissing?: boolean;
}

/** `experiments/dense-alpha.yaml:12:7` */
export function formatPlace({ source, position }: Place): string {
  return position === null ? source : `${source}:${position.line}:${position.column}`;
}

/** `path.hidden[2]` */
export function formatPath(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

/**
 * `experiments/dense-alpha.yaml:12:7 sampling.alphas.knd: unknown key; …`, in one line whatever keys and values hold.
 */
export function formatProblem({ place, path, message }: Problem): string {
  const line =
    path.length === 0 ? `${formatPlace(place)}: ${message}` : `${formatPlace(place)} ${formatPath(path)}: ${message}`;
  return line.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}

/** More would scroll the first ones away. */
const MOST_LINES = 100;

/**
 * A configuration that cannot be run: everything that is wrong with it, once each, one per line, in the order of the
 * files.
 */
export class ConfigurationError extends ExplainedError {
  override readonly name = 'ConfigurationError';
  override readonly exitCode = EXIT.refused;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const byText = new Map(inOrder(problems).map((problem) => [formatProblem(problem), problem]));
    const lines = [...byText.keys()];
    const more = lines.length - MOST_LINES;
    super((more > 0 ? [...lines.slice(0, MOST_LINES), `… and ${more} more`] : lines).join('\n'));
    this.problems = [...byText.values()];
  }
}

/** By source, in the order in which the sources come up, then by line and column. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const sources = new Map<string, number>();
  for (const { place } of problems) if (!sources.has(place.source)) sources.set(place.source, sources.size);
  return problems
    .map((problem) => ({
      problem,
      rank: [
        sources.get(problem.place.source)!,
        problem.place.position?.line ?? 0,
        problem.place.position?.column ?? 0,
      ],
    }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ problem }) => problem);
}

/** Lexicographic. */
function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, i) => value - b[i]!).find((difference) => difference !== 0) ?? 0;
}

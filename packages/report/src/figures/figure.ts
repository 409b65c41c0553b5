import type { Html } from '../html.js';
import type { LoadedExperiment } from '../load.js';

/** One section of the report: a file here and a line in the registry. */
export interface FigurePiece {
  readonly title: string;
  /** What to look for, in one or two sentences. */
  readonly about: string;
  /** Folder in packages/browser of the script without which the section is of no use; absent if it needs none. */
  readonly script?: string;
  /**
   * The section's content; what is missing is said in words. Null if the experiment has nothing of the kind to show.
   */
  draw(experiment: LoadedExperiment): Html | null;
}

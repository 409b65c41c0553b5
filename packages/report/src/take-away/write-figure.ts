import { dirname, join } from 'node:path';
import { openStore, writeAtomic } from '@latent-paths/data';
import { suggestion, UsageError } from '@latent-paths/core';
import type { FigurePiece } from '../figures/figure.js';
import { figures } from '../figures/registry.js';
import { loadExperiment, type LoadedExperiment } from '../load.js';
import { standaloneSvg } from './standalone-svg.js';
import { escaped, toMarkdown } from './to-markdown.js';

const PIECES: Readonly<Record<string, FigurePiece>> = figures;

export interface FigureRequest {
  readonly results: string;
  readonly experiment: string;
  /** A key of the registry. */
  readonly name: string;
  /** Where it goes; `figures/<name>.svg` of the experiment's folder if left out. */
  readonly out?: string;
}

/** Writes one figure as a standalone SVG, and returns its path. @throws UsageError if there is no such figure */
export async function writeFigure({ results, experiment, name, out }: FigureRequest): Promise<string> {
  const piece = Object.hasOwn(PIECES, name) ? PIECES[name] : undefined;
  const loaded = await loadExperiment(results, experiment);
  const known = Object.keys(PIECES).filter((id) => svgOf(PIECES[id]!, loaded) !== null);
  const svg = piece === undefined ? null : svgOf(piece, loaded);
  const why = piece === undefined ? suggestion(name, known) : `, which has no picture in ${experiment}`;
  if (svg === null) throw new UsageError(`figure: expected one of ${known.join(', ')}, got ${name}${why}`);
  const path = out ?? join(folderOf(results, experiment), 'figures', `${name}.svg`);
  await writeAtomic(path, svg);
  return path;
}

/** Writes `report.md` with its figures beside it in `figures/`, and returns its path. */
export async function writeMarkdown({
  results,
  experiment,
}: Pick<FigureRequest, 'results' | 'experiment'>): Promise<string> {
  const loaded = await loadExperiment(results, experiment);
  const folder = folderOf(results, experiment);
  const parts = [`# ${escaped(loaded.record.question)}`];
  for (const [id, piece] of Object.entries(PIECES)) {
    if (piece.script !== undefined) continue; // it is moved in the page alone
    const content = piece.draw(loaded);
    if (content === null) continue;
    const svg = standaloneSvg(piece.title, content);
    if (svg !== null) await writeAtomic(join(folder, 'figures', `${id}.svg`), svg);
    const body = toMarkdown(content, svg === null ? null : `figures/${id}.svg`);
    parts.push(`## ${piece.title}`, ...(piece.about === '' ? [] : [piece.about]), body);
  }
  const path = join(folder, 'report.md');
  await writeAtomic(path, `${parts.join('\n\n')}\n`);
  return path;
}

function svgOf(piece: FigurePiece, experiment: LoadedExperiment): string | null {
  const content = piece.draw(experiment);
  return content === null ? null : standaloneSvg(piece.title, content);
}

function folderOf(results: string, experiment: string): string {
  return dirname(openStore(results).experiment(experiment).reportPath);
}

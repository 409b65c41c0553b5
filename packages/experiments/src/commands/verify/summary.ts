import { hashJson, PATHS, POINTS, summarise, type SummaryRecord } from '@latent-paths/core';
import type { Table } from '@latent-paths/data';
import { differs, isFinished, listed, ok, unchecked, type TrialCheck } from './check.js';

/** Single precision: diversity was computed from latents, and is computed again from their spreads. */
const TOLERANCE = 1e-3;

export const summary: TrialCheck = {
  about: 'summary.json follows from points.arrow and paths.arrow',
  async find(subject) {
    if (!isFinished(subject)) return unchecked('the trial has not finished');
    const [points, paths] = [await subject.files.readTable(POINTS), await subject.files.readTable(PATHS)];
    if (points === null || paths === null) return differs(`${points === null ? POINTS : PATHS} is missing`);
    const told = await subject.summary();
    const wrong = [...wrongScores(told, points, paths), ...wrongCurves(told, points), ...wrongDiversity(told, paths)];
    return wrong.length === 0
      ? ok('as its tables give it')
      : differs(`its tables give other numbers for ${listed(wrong, 'key')}`);
  },
};

function wrongScores(told: SummaryRecord, points: Table, paths: Table): string[] {
  const wrong = (part: 'points' | 'paths', table: Table) =>
    Object.entries(told[part]).flatMap(([name, values]) =>
      hashJson(values) === hashJson(scoreOf(table, name)) ? [] : [`${part}.${name}`],
    );
  const pairs = columnOf(paths, 'pair')?.length;
  return [...wrong('points', points), ...wrong('paths', paths), ...(pairs === told.pairs ? [] : ['pairs'])];
}

function scoreOf(table: Table, name: string): object | null {
  const column = columnOf(table, name);
  return column === undefined ? null : { ...summarise(column) };
}

function wrongCurves({ alphas, byAlpha }: SummaryRecord, points: Table): string[] {
  const grid = columnOf(points, 'alpha')?.slice(0, alphas.length);
  const isGrid = hashJson(Array.from(grid ?? [])) === hashJson(alphas);
  const curves = Object.entries(byAlpha).flatMap(([name, curve]) => {
    const column = columnOf(points, name);
    const made =
      column && alphas.map((_, at) => ({ ...summarise(column.filter((_value, i) => i % alphas.length === at)) }));
    return hashJson(made ?? null) === hashJson(curve) ? [] : [`byAlpha.${name}`];
  });
  return [...(isGrid ? [] : ['alphas']), ...curves];
}

function wrongDiversity({ sets }: SummaryRecord, paths: Table): string[] {
  const [spread, linear] = [columnOf(paths, 'spread'), columnOf(paths, 'linear-spread')];
  const told = sets['diversity'];
  if (told === undefined || told === null || spread === undefined || linear === undefined) return [];
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  return Math.abs(sum(spread) / sum(linear) - told) <= TOLERANCE * Math.max(1, told) ? [] : ['sets.diversity'];
}

function columnOf(table: Table, name: string): Float32Array | undefined {
  const column = table.columns[name];
  if (column?.kind === 'int32') return Float32Array.from(column.data);
  return column?.kind === 'float32' ? column.data : undefined;
}

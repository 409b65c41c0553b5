import { dataTable, type DataColumn } from './data-table.js';
import type { CurvePoint } from './downsample.js';
import type { Html } from './html.js';

/** One quantity of all trials, as it is drawn. */
export interface TrainingQuantity {
  readonly title: string;
  readonly curves: readonly {
    readonly arm: { readonly name: string };
    readonly seed: number | null;
    readonly points: readonly CurvePoint[];
  }[];
}

/** All quantities of one trial at one place of its training. */
interface Row {
  readonly arm: string;
  readonly seed: number | null;
  readonly points: number;
  readonly values: Map<string, number>;
}

/** The points of all curves: those of one trial at one place share a row. */
export function learningTable(quantities: readonly TrainingQuantity[]): Html {
  const trials = new Map<string, Map<number, Row>>();
  for (const { title, curves } of quantities)
    for (const { arm, seed, points } of curves) {
      const trial = JSON.stringify([arm.name, seed]);
      const rows = trials.get(trial) ?? new Map<number, Row>();
      trials.set(trial, rows);
      for (const { x, y } of points) {
        const row = rows.get(x) ?? { arm: arm.name, seed, points: x, values: new Map() };
        row.values.set(title, y);
        rows.set(x, row);
      }
    }
  const columns: readonly DataColumn<Row>[] = [
    { title: 'arm', value: ({ arm }) => arm },
    { title: 'seed', value: ({ seed }) => (seed === null ? null : String(seed)) },
    { title: 'points (pair, α)', value: ({ points }) => Math.round(points) },
    ...quantities.map(({ title }) => ({ title, value: ({ values }: Row) => values.get(title) ?? null })),
  ];
  const ordered = [...trials.values()].flatMap((rows) => [...rows.values()].sort((a, b) => a.points - b.points));
  return dataTable('how training went', columns, ordered);
}

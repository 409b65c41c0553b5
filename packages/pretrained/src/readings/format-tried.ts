import { plural } from '@latent-paths/core';
import { namesOf } from './pictures.js';
import type { Posterior, Reading } from './reading.js';
import type { TriedReadings } from './try-readings.js';

const MOST_ROWS = 12;
const range = ([low, high]: readonly [number, number]): string => `[${low}, ${high}]`;
const posteriorText = (posterior: Posterior): string => (typeof posterior === 'string' ? posterior : posterior.mean);

const columns = {
  input: ({ input }: Reading) => `${range(input.range)} ${input.layout}`,
  posterior: ({ posterior }: Reading) => posteriorText(posterior),
  output: ({ output }: Reading) =>
    `${namesOf(output).join(' + ')} ${range(output.range)}${output.alpha === 'drop' ? ' without alpha' : ''}`,
} as const;

/** The table of errors, the best marked by an arrow, and what follows from it, for a terminal. */
export function formatTried({ rows, best, settled, baseline, images }: TriedReadings): string {
  const through = rows.filter(({ error }) => error !== undefined);
  const shown = through.slice(0, MOST_ROWS);
  const head = ['', 'error', ...Object.keys(columns)];
  const body = shown.map(({ reading, error }) => [
    reading === best ? '→' : '',
    error!.toFixed(5),
    ...Object.values(columns).map((tell) => tell(reading)),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((row) => row[column]!.length)));
  const lines = [head, ...body].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const mean = images === 1 ? '' : ` (${baseline.toFixed(5)} where each is their mean)`;
  const left = through.length - shown.length;
  const failed = rows.filter(({ failure }) => failure !== undefined);
  return [
    `Squared error of ${plural(images, 'picture')} by ${plural(rows.length, 'reading')}${mean}:`,
    ...lines,
    ...(left > 0 ? [`and ${left} more, none better`] : []),
    ...(failed.length > 0 ? [`${failed.length} do not go through: ${failed[0]!.failure}`] : []),
    ...verdict({ rows, settled, baseline, images }),
  ].join('\n');
}

function verdict({ rows, settled, baseline, images }: Omit<TriedReadings, 'best'>): string[] {
  const error = rows[0]?.error;
  if (error === undefined)
    return ['No reading goes through: take the two files from one model, and pictures of its shape.'];
  if (images > 1 && error >= baseline)
    return [
      'No reading is better than the mean of the pictures: the two files are not of one model, or the pictures are ' +
        'not of its kind.',
    ];
  return [
    ...(settled ? [] : ['The next reading is nearly as good: look at the pictures of both before you choose.']),
    ...(images > 1
      ? []
      : ['One picture does not tell whether a reading is better than the mean of the pictures: give more.']),
  ];
}

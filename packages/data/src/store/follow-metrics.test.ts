import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../run-store.js';
import { row, run, temporaryFolder } from '../../test/fixtures/records.js';

async function begun() {
  const trial = openStore(temporaryFolder()).experiment('e').trial('t');
  await trial.writeRun(run);
  return { trial, path: join(trial.folder, 'metrics.jsonl') };
}

it('reads rows as they are written, each once', async () => {
  const { trial } = await begun();
  let found = await trial.followMetrics(null);
  expect(found).toMatchObject({ rows: [], anew: false });
  for (const steps of [[1, 2, 3], [], [4]]) {
    for (const step of steps) await trial.appendMetrics(row(step));
    found = await trial.followMetrics(found.place);
    expect(found).toMatchObject({ rows: steps.map(row), anew: false });
  }
  expect((await trial.followMetrics(null)).rows).toEqual(await trial.readMetrics());
});

it('waits for the rest of a row that is being written', async () => {
  const { trial, path } = await begun();
  await trial.appendMetrics(row(1));
  await trial.appendMetrics(row(2));
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.slice(0, -40));
  const { rows, place } = await trial.followMetrics(null);
  expect(rows).toEqual([row(1)]);
  appendFileSync(path, whole.slice(-40));
  expect((await trial.followMetrics(place)).rows).toEqual([row(2)]);
});

it.each([
  ['and is shorter', 1],
  ['and has grown past its length since', 6],
])('begins anew where the log was cut %s', async (_, more) => {
  const { trial } = await begun();
  await trial.appendMetrics(row(1));
  await trial.writeCheckpoint(new Uint8Array(8));
  for (let step = 2; step < 5; step++) await trial.appendMetrics(row(step));
  const { place } = await trial.followMetrics(null);
  await trial.cutMetrics(await trial.readCheckpoint());
  const again = Array.from({ length: more }, (_, i) => ({ ...row(2 + i), total: 0.5 }));
  for (const one of again) await trial.appendMetrics(one);
  expect(await trial.followMetrics(place)).toMatchObject({ rows: [row(1), ...again], anew: true });
});

it('refuses an altered row', async () => {
  const { trial, path } = await begun();
  await trial.appendMetrics(row(1));
  const { place } = await trial.followMetrics(null);
  await trial.appendMetrics(row(2));
  writeFileSync(path, readFileSync(path, 'utf8').replace('"step":2', '"step":3'));
  await expect(trial.followMetrics(place)).rejects.toThrow(/metrics\.jsonl:2: altered/);
});

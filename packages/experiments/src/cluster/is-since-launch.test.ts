import { expect, it } from 'vitest';
import { runRecord } from '../../test/commands/records.js';
import { isSinceLaunch } from './is-since-launch.js';

const LAUNCH = { submittedAt: '2026-03-01T12:00:00.000Z' };
const begun = (startedAt: string, id: string | null) => {
  const run = runRecord('e', 'a');
  return { ...run, startedAt, provenance: { ...run.provenance, job: { id, node: 'n1', lockfile: null } } };
};

it.each([
  ['before it', '2026-03-01T11:59:59.999Z', '5_1', '8_1', false],
  ['since then', '2026-03-01T12:00:00.000Z', '5_1', '8_1', true],
  ['by this job, on a node whose clock is behind', '2026-03-01T11:59:00.000Z', '8_1', '8_1', true],
  ['before it, where no job has an id', '2026-03-01T11:59:00.000Z', null, null, false],
])('knows a trial that began %s', (_, startedAt, by, job, expected) => {
  expect(isSinceLaunch(begun(startedAt, by), LAUNCH, job)).toBe(expected);
});

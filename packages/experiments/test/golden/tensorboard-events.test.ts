import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { endEvent, scalarsEvent, settingsEvent, versionEvent } from '../../src/commands/formats/tensorboard-event.js';
import { encodeTfRecord } from '../../src/commands/formats/tf-record.js';

// Made by tools/reference/tensorboard_events.py, with TensorBoard's own messages and record writer.
const golden = JSON.parse(readFileSync(join(__dirname, 'tensorboard-events.json'), 'utf8')) as { events: string };

it('writes event files to the byte as TensorBoard does', () => {
  const events = [
    versionEvent(1767225600.25),
    settingsEvent({ settings: { 'path.kind': 'network' }, group: 'x/all-dense', startedAt: 1767225600.25 }),
    scalarsEvent({ wallTime: 1767225601.5, step: 300 }, [
      ['loss/reprojection', 3.75],
      ['validation/reprojection', 0.1],
    ]),
    endEvent('success', 1767225700.5),
  ];
  expect(Buffer.concat(events.map(encodeTfRecord)).toString('hex')).toBe(golden.events);
});

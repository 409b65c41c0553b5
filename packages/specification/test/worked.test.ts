import { expect, it } from 'vitest';
import { workedExamples } from '../../../tools/testing/src/laws/worked-examples.js';
import type { Curriculum } from '../src/curricula/curriculum.js';
import type { CurriculumExample } from '../src/curricula/define-curriculum.js';
import { curricula } from '../src/curricula/registry.js';
import { nextLossWeight } from '../src/schedules/scheduled.js';
import type { ScheduleExample } from '../src/schedules/define-schedule.js';
import { schedules } from '../src/schedules/registry.js';
import type { Schedule } from '../src/schedules/schedule.js';

const shown = { step: 1, validation: {}, errorByAlpha: [], terms: {} };

it.each(workedExamples<Schedule, ScheduleExample>(schedules))(
  'the schedule $kind has the value of its worked example',
  ({ made, worked: { progress, terms, value } }) => {
    const feedback = terms === undefined ? null : { ...shown, terms };
    const [got] = nextLossWeight(made, { state: made.init(), progress, feedback, term: 'own' });
    expect(got).toBeCloseTo(value, 12);
  },
);

it.each(workedExamples<Curriculum, CurriculumExample>(curricula))(
  'the curriculum $kind asks for what its worked example does',
  ({ made, worked: { progress, errorByAlpha, asks } }) => {
    const feedback = errorByAlpha === undefined ? null : { ...shown, errorByAlpha };
    expect(made.next(made.init(), progress, feedback)[0]).toEqual(asks);
  },
);

export { buildCurriculum, curricula, curriculumChoice, type CurriculumChoice } from './curricula/registry.js';
export type { Curriculum, Sampling } from './curricula/curriculum.js';
export { scheduleChoice, schedules, type ScheduleChoice } from './schedules/registry.js';
export type { Feedback, PieceState, Schedule } from './schedules/schedule.js';
export { buildSchedule, scheduled } from './schedules/scheduled.js';

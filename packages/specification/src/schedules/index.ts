export { schedules } from './registry.js';
export type { Feedback, PieceState } from './schedule.js';
export { buildSchedule } from './scheduled.js';

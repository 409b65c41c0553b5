export { nextLossWeight } from './balancing-schedule.js';
export type { Feedback } from './feedback.js';
export { schedules } from './registry.js';
export type { PieceState } from './schedule.js';
export { buildSchedule } from './scheduled.js';

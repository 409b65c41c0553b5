export type { Feedback } from './feedback.js';
export { schedules } from './registry.js';
export type { PieceState } from './schedule.js';
export { buildSchedule, nextLossWeight } from './scheduled.js';

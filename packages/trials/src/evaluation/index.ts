export { onOwnSet } from './scoring/scored-set.js';
export { scoreTrial, type ScoreTrialOptions, type TrialTruth } from './truth/score-trial.js';
export { filmStrip } from './walking/film-strip.js';
export { type FinishedPath, finishedPath } from './walking/finished-path.js';
export { walkBetween, type WalkedStep } from './walking/walk-between.js';

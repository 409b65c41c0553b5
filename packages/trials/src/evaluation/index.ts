export { onOwnSet } from './scoring/scored-set.js';
export { scoreTrial, type ScoreTrialOptions, type TrialTruth } from './truth/score-trial.js';
export { filmStrip } from './interpolation/film-strip.js';
export { type FinishedPath, finishedPath } from './interpolation/finished-path.js';
export { interpolateBetween, type InterpolatedStep } from './interpolation/interpolate-between.js';

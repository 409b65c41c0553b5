export { onOwnSet } from './scoring/scored-set.js';
export { scoreTrial, type ScoreTrialOptions, type TrialTruth } from './truth/score-trial.js';
export { filmStrip } from './interpolation/film-strip.js';
export { type FinishedPath, finishedPath } from './interpolation/finished-path.js';
export { heldOutLevel, type HeldOutLevel } from './interpolation/held-out-level.js';
export { reconstructPictures, type Reconstruction } from './interpolation/reconstruct-pictures.js';
export { stackPictures } from './interpolation/stack-pictures.js';
export { walkPairs, type Walk } from './interpolation/walk-pairs.js';

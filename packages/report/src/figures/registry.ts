import { ofLargestBudget } from '../largest-budget.js';
import { arms } from './arms.js';
import { broughtPath } from './brought-path.js';
import { broughtPool } from './brought-pool.js';
import { changes } from './changes.js';
import { claims } from './claims.js';
import { costs } from './costs.js';
import { coverage } from './coverage.js';
import { explore } from './explore.js';
import { crossover } from './crossover.js';
import { factorPaths } from './factor-paths.js';
import type { FigurePiece } from './figure.js';
import { films } from './films.js';
import { holes } from './holes.js';
import { importedVae } from './imported-vae.js';
import { latentPaths } from './latent-paths.js';
import { learning } from './learning.js';
import { limit } from './limit.js';
import { limitAlpha } from './limit-alpha.js';
import { limitGaps } from './limit-gaps.js';
import { limitObjective } from './limit-objective.js';
import { limitRatio } from './limit-ratio.js';
import { mainEffects } from './main-effects.js';
import { pairSpread } from './pair-spread.js';
import { predictions } from './predictions.js';
import { projection } from './projection.js';
import { provenance } from './provenance.js';
import { rates } from './rates.js';
import { reprojection } from './reprojection.js';
import { settings } from './settings.js';
import { standings } from './standings.js';
import { tradeOff } from './trade-off.js';
import { trainingSettings } from './training-settings.js';
import { verdict } from './verdict.js';

/** Every section of the report, in the order of the page. The keys are the sections' anchors. */
export const figures = {
  verdict,
  changes,
  limit,
  'limit-ratio': limitRatio,
  'limit-objective': limitObjective,
  'limit-gaps': limitGaps,
  'limit-alpha': limitAlpha,
  predictions,
  rates,
  claims,
  standings: ofLargestBudget(standings, 'all folded'),
  films: ofLargestBudget(films),
  explore: ofLargestBudget(explore),
  'latent-paths': ofLargestBudget(latentPaths),
  'factor-paths': ofLargestBudget(factorPaths),
  arms: ofLargestBudget(arms, 'all folded'),
  reprojection: ofLargestBudget(reprojection),
  'pair-spread': ofLargestBudget(pairSpread),
  holes: ofLargestBudget(holes),
  learning: ofLargestBudget(learning),
  'training-settings': ofLargestBudget(trainingSettings),
  coverage: ofLargestBudget(coverage, 'all folded'),
  crossover,
  'main-effects': mainEffects,
  'trade-off': ofLargestBudget(tradeOff),
  costs: ofLargestBudget(costs),
  'imported-vae': importedVae,
  'brought-pool': broughtPool,
  'brought-path': broughtPath,
  projection,
  settings,
  provenance,
} as const satisfies Record<string, FigurePiece>;

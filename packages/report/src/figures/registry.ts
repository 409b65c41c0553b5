import { arms } from './arms.js';
import { claims } from './claims.js';
import { costs } from './costs.js';
import { coverage } from './coverage.js';
import type { FigurePiece } from './figure.js';
import { films } from './films.js';
import { learning } from './learning.js';
import { projection } from './projection.js';
import { provenance } from './provenance.js';
import { reprojection } from './reprojection.js';
import { settings } from './settings.js';
import { standings } from './standings.js';
import { tradeOff } from './trade-off.js';
import { verdict } from './verdict.js';

/** Every section of the report, in the order of the page. The keys are the sections' anchors. */
export const figures = {
  verdict,
  claims,
  standings,
  films,
  arms,
  reprojection,
  learning,
  coverage,
  'trade-off': tradeOff,
  costs,
  projection,
  settings,
  provenance,
} as const satisfies Record<string, FigurePiece>;

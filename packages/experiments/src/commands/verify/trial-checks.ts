import type { TrialCheck } from './check.js';
import { files } from './files.js';
import { identity } from './identity.js';
import { inputs } from './inputs.js';
import { provenance } from './provenance.js';
import { rows } from './rows.js';
import { summary } from './summary.js';

/** What is verified of every trial, in this order. */
export const trialChecks = { files, identity, inputs, rows, summary, provenance } as const satisfies Readonly<
  Record<string, TrialCheck>
>;

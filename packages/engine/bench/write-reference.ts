import { parseArgs } from 'node:util';
import { writeExchange } from './exchange.js';
import { referenceFrozen, referenceInputs, referenceTheta } from './reference-data.js';
import { REDUCED_SIZES, REFERENCE_SIZES } from './reference-sizes.js';

const USAGE =
  'usage: write-reference.ts [--full] FILE    (weights and batch of the reference step, reduced unless --full, as ' +
  'safetensors)';

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file, ...rest] = positionals;
if (file === undefined || rest.length > 0) throw new Error(USAGE);
const sizes = values.full ? REFERENCE_SIZES : REDUCED_SIZES;
writeExchange(file, { ...referenceTheta(sizes), ...referenceFrozen(sizes), ...referenceInputs(sizes) });

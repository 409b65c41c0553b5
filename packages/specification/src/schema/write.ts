import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJsonSchema } from './json-schema.js';

const file = join(__dirname, '../../../experiments/schema/experiment.schema.json');
writeFileSync(file, formatJsonSchema());
process.stdout.write(`wrote ${file}\n`);

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignSamples } from './foreign-samples.js';

/** Usage: write-foreign-samples.ts <folder>: writes the samples there, for tools/reference/read_files.py. */
const folder = process.argv[2] ?? '';
if (folder === '') throw new Error('write-foreign-samples: expected a folder, got none');
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(foreignSamples())) writeFileSync(join(folder, name), bytes);

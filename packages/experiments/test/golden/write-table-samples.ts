import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableSamples } from './table-samples.js';

/** Usage: write-table-samples.ts <folder>: writes the samples there, for tools/reference/read-tables.mjs. */
const folder = process.argv[2] ?? '';
if (folder === '') throw new Error('write-table-samples: expected a folder, got none');
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(tableSamples())) writeFileSync(join(folder, name), bytes);

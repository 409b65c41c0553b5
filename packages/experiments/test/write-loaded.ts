import { writeFileSync } from 'node:fs';

/** Loaded before a program: writes down, as that ends, which files it has loaded. */
process.on('exit', () => writeFileSync(process.env['LOADED']!, Object.keys(require.cache).join('\n')));

/** What was measured of an import. */
export const IMPORT = 'import.json';
/** Pictures above what comes back of them. */
export const STRIP = 'strip.png';

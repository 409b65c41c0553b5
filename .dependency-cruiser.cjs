// Import cycles are an error, type-only imports included: two files that need each other are one idea, or hide a third.
'use strict';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [{ name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } }],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^tools/workspace/lint/fixture/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};

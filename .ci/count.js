// Usage: count.js <vitest's JSON report> <exit status of the test command>
// Prints "N passed, N failed" and fails with it. A file that could not be loaded, and a command that failed without a
// failed test (lint, types, an error outside the tests), count as one failure each.
'use strict';
const { existsSync, readFileSync } = require('node:fs');

const [file, status] = process.argv.slice(2);
const report = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
);
for (const { name, message } of broken) console.error(`${name}: ${message}`);

let failed = report.numFailedTests + broken.length;
if (failed === 0 && status !== '0') {
  console.error(`The test command failed with exit status ${status}${existsSync(file) ? '' : ' before any test ran'}.`);
  failed = 1;
}
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && report.numPassedTests > 0 ? 0 : 1;

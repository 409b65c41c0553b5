// Usage: phases.js <record of run-phases.js> <when the test command began, in seconds since 1970>
// Prints each phase with its seconds. What came before the first one is the install.
'use strict';
const { existsSync, readFileSync } = require('node:fs');

const [record, began] = process.argv.slice(2);
const phases = existsSync(record)
  ? readFileSync(record, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const installed = phases.length > 0;
const until = installed ? phases[0].began : Date.now() / 1_000;
const install = { name: 'install', seconds: Math.max(0, Math.round(until - Number(began))), code: installed ? 0 : 1 };
for (const { name, seconds, code } of [install, ...phases])
  console.log(`${name.padEnd(8)}${`${seconds}`.padStart(6)} s${code === 0 ? '' : ', failed'}`);

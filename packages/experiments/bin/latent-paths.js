#!/usr/bin/env node
// The command `npx latent-paths`: runs the TypeScript source, from whatever folder it is called in.
'use strict';
const { join } = require('node:path');

require('ts-node').register({ cwd: join(__dirname, '../../..') });
require('../src/commands/latent-paths.ts');

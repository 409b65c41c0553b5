#!/usr/bin/env node
// Usage: import-cycles.js <folder>…
// Names every set of TypeScript files that import each other in a circle, imports of types alone included. Exit code 1
// where there is one.
'use strict';
const { readdirSync, readFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { DirectedGraph } = require('graphology');
const { stronglyConnectedComponents } = require('graphology-components');
const ts = require('typescript');

/** Folders of what is built, what is installed, and what is wrong on purpose. */
const PASSED = /(^|\/)(node_modules|dist|fixture)\//;

const { options } = ts.parseJsonConfigFileContent(
  { extends: join(__dirname, '../../../tsconfig.base.json') },
  ts.sys,
  process.cwd(),
);
const cache = ts.createModuleResolutionCache(process.cwd(), (name) => name, options);

/**
 * The files that a file imports, types alone included, by their own paths.
 * @param {string} file
 * @returns {string[]}
 */
function importsOf(file) {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.flatMap(({ fileName }) => {
    const { resolvedModule } = ts.resolveModuleName(fileName, file, options, ts.sys, cache);
    return resolvedModule === undefined ? [] : [resolvedModule.resolvedFileName];
  });
}

const files = process.argv.slice(2).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?ts$/.test(name) && !PASSED.test(name))
    .map((name) => join(process.cwd(), folder, name)),
);
const graph = new DirectedGraph();
for (const file of files) graph.addNode(file);
for (const file of files)
  for (const imported of importsOf(file)) if (graph.hasNode(imported)) graph.mergeEdge(file, imported);

const circles = stronglyConnectedComponents(graph).filter((members) => members.length > 1);
for (const members of circles) {
  const names = members.map((file) => relative(process.cwd(), file)).sort();
  process.stderr.write(`import cycle among ${names.length} files:\n${names.map((name) => `  ${name}\n`).join('')}`);
}
if (files.length === 0) process.stderr.write('import-cycles: no TypeScript files in what was named\n');
process.exitCode = circles.length > 0 || files.length === 0 ? 1 : 0;

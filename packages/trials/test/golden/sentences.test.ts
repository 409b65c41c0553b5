import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hashJson } from '@latent-paths/core';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { MEANING } from '../../src/stages/compare.js';

const COMPARISON = resolve(__dirname, '../../src/comparison');

/** Every text of a source file, without the paths of its imports. */
function textsOf(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return texts;
}

it('makes comparisons again whose sentences have changed', () => {
  const files = readdirSync(COMPARISON).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const texts = files.flatMap((name) => textsOf(resolve(COMPARISON, name))).filter((text) => text.trim() !== '');
  expect(texts.length).toBeGreaterThan(200);
  const kept: unknown = JSON.parse(readFileSync(resolve(__dirname, 'sentences.json'), 'utf8'));
  expect(
    kept,
    'the texts of comparisons have changed: raise MEANING in stages/compare.ts by one, so that `verify` does not ' +
      'take new words for other numbers, and write this number and hash into sentences.json',
  ).toEqual({ meaning: MEANING, texts: hashJson([...new Set(texts)].sort()) });
});

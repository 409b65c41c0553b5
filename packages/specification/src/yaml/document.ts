import { Composer, LineCounter, Parser, type CST, type Document, type ParsedNode } from 'yaml';
import { ConfigurationError, type Place, type Problem } from './problem.js';

/** More than any configuration has: endless nesting would overflow the stack. */
export const MOST_LEVELS = 40;

/** What YAML calls printable, less the byte order mark. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The first character that no text may hold, as U+001B say, neither as it is nor by an escape; null if there is
 * none.
 */
export function unprintableIn(text: string): { readonly index: number; readonly name: string } | null {
  const found = UNPRINTABLE.exec(text);
  return (
    found && { index: found.index, name: `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` }
  );
}

export type PlaceAt = (position: { readonly line: number; readonly column: number }) => Place;

export interface ParsedDocument {
  readonly document: Document.Parsed<ParsedNode>;
  /** Every syntax error and unknown tag: what of the document is not as it was meant. */
  readonly faults: readonly Problem[];
  /** The place of an offset in the text. */
  readonly placeOf: (offset: number) => Place;
}

/**
 * Parses one YAML 1.2 document without looking at what it means; duplicate keys are not reported.
 * @throws ConfigurationError if the text is not to be read as one
 */
export function parseDocument(text: string, placeAt: PlaceAt): ParsedDocument {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return placeAt({ line: Math.max(line, 1), column: Math.max(col, 1) });
  };
  const refuse = (offset: number, message: string) =>
    new ConfigurationError([{ place: placeOf(offset), path: [], message }]);

  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const unprintable = unprintableIn(text);
  if (unprintable !== null)
    throw refuse(unprintable.index, `expected printable text, got the character ${unprintable.name}; delete it`);
  const deep = tooDeep(tokens);
  if (deep !== null) throw refuse(deep.offset, `expected at most ${MOST_LEVELS} levels of nesting, got more`);

  const composer = new Composer({ merge: true, prettyErrors: false, resolveKnownTags: false, uniqueKeys: false });
  const documents = composer.compose(tokens, true, text.length);
  // `compose` was told to give one even of an empty text
  const document = documents.next().value as Document.Parsed<ParsedNode>;
  const faults: Problem[] = [...document.errors, ...document.warnings].map(({ code, pos, message }) => ({
    place: placeOf(pos[0]),
    path: [],
    message: inOurWords(code, message),
  }));
  const { version } = document.directives?.yaml ?? { version: '1.2' };
  if (version !== '1.2') throw refuse(0, `expected YAML 1.2, got the directive %YAML ${version}; delete it`);
  const second = documents.next();
  if (second.done !== true)
    throw refuse(second.value.range[0], 'expected one document, got a second; delete the line --- or … between them');
  return { document, placeOf, faults };
}

/** The first token that is nested too deep. Walks without recursion, which such a text would exhaust. */
function tooDeep(tokens: readonly CST.Token[]): CST.Token | null {
  const open = tokens.map((token) => ({ token, level: 0 }));
  while (open.length > 0) {
    const { token, level } = open.pop()!;
    if (level > MOST_LEVELS) return token;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, level });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, level: level + 1 });
      if (value) open.push({ token: value, level: level + 1 });
    }
  }
  return null;
}

function inOurWords(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'expected spaces before a key, got a tab';
    case 'TAG_RESOLVE_FAILED':
      return `expected a plain value, got one with a tag (${message}); delete the tag`;
    default:
      return message;
  }
}

/** Markup that is safe to write: what `html` made, with everything that came from outside escaped. */
export interface Html {
  readonly markup: string;
}

/** What may stand inside `html`: markup as it is, text and numbers escaped, lists joined, nothing for null. */
export type Content = Html | string | number | null | readonly Content[];

/** Template tag: escapes every interpolated text, so that no record can break the page. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((markup, part, i) => markup + toMarkup(contents[i - 1] ?? null) + part) };
}

/** Text as it may stand in an element or a quoted attribute. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Keeps `95 %`, `α = ½` and `‖z − P(z)‖²` on one line each. */
export function bindUnits({ markup }: Html): Html {
  const bound = markup.replace(/(\d) %/g, `$1${NO_BREAK}%`).replace(/([ατ]) = (?=\S)/g, `$1${NO_BREAK}=${NO_BREAK}`);
  return { markup: bound.replace(/‖[^‖<>]*‖/g, (norm) => norm.replace(/\s+/g, NO_BREAK)) };
}

const NO_BREAK = '\u00a0';

function toMarkup(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(toMarkup).join('');
}

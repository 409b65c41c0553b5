import { bundleScript, type Script } from '@latent-paths/browser';
import { formatBytes } from '@latent-paths/core';
import { figures } from './figures/registry.js';
import type { FigurePiece } from './figures/figure.js';
import { bindUnits, html, type Html } from './html.js';
import type { LoadedExperiment } from './load.js';
import { styleSheet } from './style/style-sheet.js';

/** The report of one experiment as one self-contained HTML file: every figure of the registry, in its order. */
export function reportPage(experiment: LoadedExperiment): string {
  const { record, problems } = experiment;
  const sections = Object.entries<FigurePiece>(figures).flatMap(([id, piece]) => {
    const content = piece.draw(experiment);
    return content === null ? [] : [{ id, piece, content }];
  });
  return wholeDocument(
    record.name,
    html`
      <header>
        <p class="kicker"><a href="../index.html">latent-paths</a> / ${record.name}</p>
        <h1>${record.question}</h1>
        ${changesOf(record)}
      </header>
      ${
        problems.length === 0
          ? null
          : html`<aside class="problems" role="note">
              <p><strong>Some records could not be read; what follows is without them.</strong></p>
              <ul>
                ${problems.map((text) => html`<li>${text}</li>`)}
              </ul>
            </aside>`
      }
      <nav aria-label="Sections">
        ${sections.map(({ id, piece }) => html`<a href="#${id}" ${withScript(piece)}>${piece.title}</a> `)}
      </nav>
      <main>
        ${sections.map(
          ({ id, piece, content }) =>
            html`<section id="${id}" aria-labelledby="${id}-title" ${withScript(piece)}>
              <h2 id="${id}-title">${piece.title}</h2>
              ${piece.about === '' ? null : html`<p class="about">${piece.about}</p>`} ${content}
            </section>`,
        )}
      </main>
    `,
    sections.flatMap(({ piece }) => (piece.script === undefined ? [] : [bundleScript(piece.script)])),
  );
}

/** What is of no use without its script is hidden until that runs. */
const withScript = ({ script }: FigurePiece): Html | null => (script === undefined ? null : html`data-script hidden`);

function changesOf({ file, changes = [] }: LoadedExperiment['record']): Html | null {
  if (changes.length === 0) return null;
  return html`<p class="about"><code>${file}</code>, changed from outside: <code>${changes.join(', ')}</code></p>`;
}

/**
 * A whole document around `body`, which ends with its own weight. The policy in its head lets a browser load nothing
 * from anywhere: styles are inline, pictures are data, and no script runs but those whose hashes it names.
 */
export function wholeDocument(title: string, body: Html, scripts: readonly Script[] = []): string {
  const bytes = Buffer.byteLength(documentOf({ title, body, footer: null, scripts }).markup);
  return documentOf({
    title,
    body,
    scripts,
    footer: html`<footer>
      <p>
        This page is one file of ${formatBytes(bytes)} that loads nothing from anywhere: it can be sent, kept and
        printed.
      </p>
    </footer>`,
  }).markup;
}

interface DocumentParts {
  readonly title: string;
  readonly body: Html;
  readonly footer: Html | null;
  readonly scripts: readonly Script[];
}

function documentOf({ title, body, footer, scripts }: DocumentParts): Html {
  const policy = ["default-src 'none'", "style-src 'unsafe-inline'", 'img-src data:'];
  const running = scripts.map(({ text }) => ({ markup: `<script>${text}</script>` }));
  if (scripts.length > 0) policy.push(`script-src ${scripts.map(({ source }) => source).join(' ')}`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ markup: policy.join('; ') }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>${title} · latent-paths</title>
        <style>
          ${{ markup: styleSheet() }}
        </style>
      </head>
      <body>
        ${withoutMarkNames(bindUnits(body))} ${footer} ${running}
      </body>
    </html> `;
}

/** Plot names the groups of its marks; ARIA gives a group no name, and the chart around them has one. */
function withoutMarkNames({ markup }: Html): Html {
  return { markup: markup.replace(/<g\b[^>]*>/g, (tag) => tag.replace(/ aria-label="[^"]*"/, '')) };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PALETTE } from '../palette.js';

/** The files of the style sheet in their order, of which a later one overrides an earlier one. */
const FILES = ['base', 'figures', 'tables', 'lists', 'explore', 'screens', 'print'] as const;

/** The style sheet of every page: system fonts, light and dark, phone and print. */
export function styleSheet(): string {
  const rules = FILES.map((name) => readFileSync(join(__dirname, `${name}.css`), 'utf8'));
  return [colours(), ...rules].join('\n');
}

function colours(): string {
  return `:root { color-scheme: light dark; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
@media print { :root { color-scheme: light; ${variables('light')} } }
`;
}

function variables(mode: 'light' | 'dark'): string {
  return Object.entries(PALETTE)
    .map(([name, shades]) => `--${name}: ${shades[mode]};`)
    .join(' ');
}

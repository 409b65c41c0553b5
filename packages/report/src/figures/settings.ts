import { armName, breakable } from '../arm-key.js';
import { differingKeys } from '../differing-keys.js';
import { groupKeys, type KeyGroup } from '../group-keys.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import type { FigurePiece } from './figure.js';

/** The settings in which arms differ, and nothing else. */
export const settings: FigurePiece = {
  title: 'What differs between the arms',
  about: 'Resolved settings that are not the same in all arms. What is not listed is equal.',
  draw({ arms, record }) {
    const differing = differingKeys(arms);
    if (arms.length < 2) return null;
    if (differing.length === 0) return html`<p>No setting differs between the arms.</p>`;
    const groups = groupKeys(differing);
    const keys = groups.map(({ key }) => key);
    const cell = (arm: LoadedArm, key: string): Html =>
      valueCell(
        describe(
          arm,
          groups.find((group) => group.key === key)!,
        ),
      );
    const keyName = (key: string): Html => html`<code>${breakable(key)}</code>`;
    const table =
      arms.length > keys.length
        ? tableOf(
            'arm',
            keys.map(keyName),
            arms.map((arm) => ({ head: armName(arm), cells: keys.map((key) => cell(arm, key)) })),
          )
        : tableOf(
            'setting',
            arms.map(armName),
            keys.map((key) => ({ head: keyName(key), cells: arms.map((arm) => cell(arm, key)) })),
          );
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of settings">${table}</div>
      <p class="caption">
        From <code>${record.file}</code>. A dash: the arm has no such setting. Each trial’s folder holds its whole
        configuration in <code>spec.yaml</code>.
      </p>
    `;
  },
};

/** Arms by keys, whichever are more going down the page. */
function tableOf(
  corner: string,
  heads: readonly Html[],
  rows: readonly { head: Html; cells: readonly Html[] }[],
): Html {
  return html`<table class="settings">
    <thead>
      <tr>
        <th scope="col">${corner}</th>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ head, cells }) =>
          html`<tr>
            <th scope="row">${head}</th>
            ${cells}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** `exponential, from 0.5, to 0.02`; undefined if the arm has no such setting. */
function describe({ settings }: Pick<LoadedArm, 'settings'>, { key, members }: KeyGroup): string | undefined {
  const parts = members.flatMap((member) => {
    const setting = settings.find((candidate) => candidate.key === member);
    if (setting === undefined) return [];
    const value = formatSetting(setting.value);
    return [member === key || member === `${key}.kind` ? value : `${member.slice(key.length + 1)} ${value}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

function formatSetting(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(formatSetting).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${formatSetting(inner)}`)
    .join(', ')} }`;
}

function valueCell(value: string | undefined): Html {
  return value === undefined
    ? html`<td class="none"><span role="img" aria-label="no such setting">–</span></td>`
    : html`<td>${value}</td>`;
}

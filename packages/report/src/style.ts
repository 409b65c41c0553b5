import { PALETTE } from './palette.js';

/** The style sheet of every page: system fonts, light and dark, phone and print. */
export function styleSheet(): string {
  return `:root { color-scheme: light dark; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
${RULES}
@media print { :root { color-scheme: light; ${variables('light')} } ${PRINT} }`;
}

function variables(mode: 'light' | 'dark'): string {
  return Object.entries(PALETTE)
    .map(([name, colours]) => `--${name}: ${colours[mode]};`)
    .join(' ');
}

const RULES = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 2.5rem clamp(1rem, 3vw, 2.5rem) 5rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1, h2, .headline { font-family: "Iowan Old Style", "Charter", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "DejaVu Serif", serif; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 4.2vw, 2.4rem); line-height: 1.18; margin: 0.2rem 0 1.4rem; max-width: 52rem; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 0.3rem; }
h3 { font-size: 1rem; margin: 1.8rem 0 0.5rem; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
pre { padding: 0.8rem 1rem; background: var(--card); border: 1px solid var(--hair); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.kicker { margin: 0; color: var(--soft); font-size: 0.9rem; letter-spacing: 0.02em; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; font-size: 0.9rem; padding: 0.6rem 0; border-block: 1px solid var(--hair); }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
section { margin-top: 3.4rem; scroll-margin-top: 1rem; }
main > section:first-child { margin-top: 2rem; }
.about { margin: 0 0 1.2rem; max-width: 46rem; color: var(--soft); }
.headline { font-size: clamp(1.15rem, 2.6vw, 1.4rem); line-height: 1.4; font-weight: 500; margin: 0.4rem 0 1rem; max-width: 50rem; text-wrap: pretty; }
.verdicts { list-style: none; margin: 0.6rem 0; padding: 0; max-width: 54rem; }
.caveat { max-width: 54rem; margin: 0 0 1.3rem; padding-left: 0.9rem; border-left: 3px solid var(--alarm); font-size: 0.93rem; }
.failures { list-style: none; max-width: 54rem; margin: 0.7rem 0 0; padding-left: 0.9rem; border-left: 3px solid var(--alarm); font-size: 0.93rem; overflow-wrap: anywhere; }
.failures .alarm { font-weight: 400; }
footer { margin-top: 4rem; border-top: 1px solid var(--hair); color: var(--soft); font-size: 0.87rem; }
.verdicts li { display: grid; grid-template-columns: 22px 1fr; gap: 0.7rem; margin: 0.45rem 0; }
.verdicts .swatch { margin-top: 0.55em; } .verdicts li > span:only-child { grid-column: 1 / -1; }
.status { max-width: 54rem; margin: 1.1rem 0 0; padding-left: 0.9rem; border-left: 3px solid var(--hair); color: var(--soft); font-size: 0.93rem; }
.status.above { margin: 0 0 1.3rem; }
.todo { border-left-color: var(--accent); color: inherit; } .todo code { overflow-wrap: anywhere; }
details { margin: 0.8rem 0; } summary { cursor: pointer; color: var(--accent); font-size: 0.93rem; }
.missing { color: var(--soft); font-style: italic; max-width: 54rem; }
.problems { border: 1px solid var(--alarm); border-radius: 6px; padding: 0.2rem 1rem; margin: 0 0 1.4rem; font-size: 0.93rem; overflow-wrap: anywhere; }
.alarm { color: var(--alarm); font-weight: 600; }
.note { color: var(--soft); }
figure { margin: 0; }
figcaption, .caption { color: var(--soft); font-size: 0.87rem; max-width: 54rem; margin: 0.7rem 0 0; }
svg { display: block; max-width: 100%; height: auto; }
svg text { white-space: pre; }
.wide, .medium { display: none; }
.swatch { display: inline-block; flex: none; width: 22px; height: 8px; }
.arm { display: inline-flex; align-items: center; gap: 0.45rem; }
.arm-name { overflow-wrap: break-word; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; margin: 0 0 0.9rem; padding: 0; font-size: 0.9rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 1.3rem 1.6rem; }
.panels.small { grid-template-columns: repeat(auto-fill, minmax(166px, 1fr)); gap: 1.1rem 1rem; }
.panel-title { margin: 0 0 0.25rem; font-size: 0.9rem; font-weight: 600; line-height: 1.3; }
.panel-title .note { display: block; font-weight: 400; font-size: 0.82rem; } .panel { display: flex; flex-direction: column; justify-content: flex-end; }

.films { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); gap: 1.8rem 2rem; }
.film { --names: 8.6rem; }
.film figcaption { margin: 0 0 0.1rem; font-weight: 600; color: var(--ink); }
.film-head, .film-row img { max-width: calc(var(--columns) * 4rem); }
.film-head { position: relative; display: grid; grid-template-columns: repeat(var(--columns), 1fr); margin-left: var(--names); font-size: 0.75rem; color: var(--soft); text-align: center; }
.film-axis { position: absolute; right: calc(100% + 0.5rem); }
.film-row { display: grid; grid-template-columns: var(--names) minmax(0, 1fr); align-items: center; margin-top: 2px; }
.film-name { font-size: 0.8rem; line-height: 1.15; padding-right: 0.5rem; } .film-name small { display: block; padding-left: calc(12px + 0.45rem); font-size: 0.75rem; font-weight: 400; }
.film-row .arm-name { overflow-wrap: anywhere; } .film-row .swatch { width: 12px; } .film-row img { display: block; width: 100%; height: auto; image-rendering: pixelated; border-radius: 2px; }

.scroll { overflow-x: auto; background: linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100% no-repeat local,
  linear-gradient(to left, var(--hair), transparent) right / 1.2rem 100% no-repeat scroll; }
table { border-collapse: collapse; font-size: 0.87rem; line-height: 1.35; width: 100%; }
th, td { padding: 0.42rem 0.7rem; text-align: right; vertical-align: top; border-bottom: 1px solid var(--hair); }
thead th { vertical-align: bottom; color: var(--soft); font-weight: 500; border-bottom: 1.5px solid var(--soft); white-space: normal; }
th:first-child { text-align: left; font-weight: 500; position: sticky; left: 0; background: var(--paper); padding-left: 0; min-width: 9.5rem; }
td small, th small { display: block; color: var(--soft); font-weight: 400; font-size: 0.77rem; white-space: nowrap; }
th small, tbody th small.alarm { padding-left: calc(22px + 0.45rem); white-space: normal; }
td small.alarm, th small.alarm { color: var(--alarm); font-weight: 600; white-space: normal; }
td b { font-weight: 500; } td .ratio { display: block; margin-top: 0.2rem; font-size: 0.82rem; }
.arms thead th:not(:first-child), .arms td { padding-inline: 0.35rem; } .arms td b, .ratio { white-space: nowrap; } .arms small { font-size: 0.75rem; } td.best b, span.best, th small.best { font-weight: 700; color: var(--accent); }
td.none { color: var(--soft); } td.alarm { font-weight: 500; } td.words.alarm { max-width: none; } tbody.collapsed td { color: var(--soft); } tbody.collapsed td b { font-weight: 400; }
tr.group th { padding-top: 1.1rem; font-weight: 600; text-align: left; border-bottom: 1px solid var(--soft); } tr.group .note { font-weight: 400; } tbody:first-of-type tr.group th { padding-top: 0.6rem; }
.arms tr.group th > span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2.2rem); }
table.standings { max-width: 60rem; table-layout: fixed; } .standings th:first-child { width: 34%; min-width: 0; max-width: none; } .standings td, .standings thead th { text-align: left; white-space: normal; }
.standings td small { display: inline; margin-left: 0.3rem; } .standings td.words { min-width: 0; overflow-wrap: anywhere; } .bar { width: 100%; height: 9px; margin-top: 0.25rem; }
.sparks td div { display: flex; align-items: center; justify-content: flex-end; gap: 0.4rem; } .sparks td svg { flex: none; } .sparks td, .sparks thead th:not(:first-child) { padding-inline: 0.25rem; } .sparks td, .sparks th { vertical-align: middle; }
.numbered { display: block; list-style: decimal outside; columns: 19rem; column-gap: 3.4rem; padding-left: 2rem; } .numbered li { break-inside: avoid; margin-bottom: 0.3rem; } .numbered li::marker { font-weight: 600; }
td { white-space: nowrap; } td.words { text-align: left; max-width: 26rem; white-space: normal; min-width: 12rem; } .settings td { white-space: normal; }
.settings td, .settings thead th, .trials td, .trials thead th { text-align: left; }
.settings th .arm { align-items: baseline; }
dl { margin: 0; } dd { margin: 0; }
.tested th small { display: block; padding-left: 0; font-weight: 400; color: var(--soft); } .tested th { min-width: 16rem; white-space: normal; text-align: left; } .tested thead th:not(:first-child) { min-width: 0; } .tested td small { display: block; }
.glossary, .claims { margin-top: 1rem; font-size: 0.87rem; columns: 24rem 2; column-gap: 2.2rem; }
.glossary div, .claims div { break-inside: avoid; margin-bottom: 0.55rem; }
dt { font-weight: 600; } .glossary dd, .claims dd { color: var(--soft); }
.facts div { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.9rem; padding: 0.28rem 0; font-size: 0.93rem; }
.facts dt { color: var(--soft); font-weight: 400; } .facts dd { overflow-wrap: anywhere; } .facts ul { margin: 0; padding-left: 1.1rem; }

.experiments { list-style: none; padding: 0; margin: 1.6rem 0 0; }
.experiments li { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1.6rem; padding: 1.3rem 0; border-top: 1px solid var(--hair); }
.experiments h2 { font-size: 1.2rem; margin: 0 0 0.3rem; } .experiments p { margin: 0.2rem 0; max-width: 54rem; overflow-wrap: anywhere; } .experiments time { display: block; }
.open { color: var(--alarm); } .open code { color: var(--ink); } .experiments .note, .open { font-size: 0.93rem; }
@media (min-width: 740px) { .medium { display: block; } .narrow { display: none; } }
@media (min-width: 1216px) { .wide { display: block; } .medium { display: none; } }
@media (max-width: 560px) {
  body { padding-top: 1.5rem; }
  section { margin-top: 2.6rem; }
  .experiments li { display: block; } .experiments time { float: right; } .experiments h2 { margin-top: 0.3rem; }
  .film { --names: 0px; } .film-axis { display: none; }
  .film-row { display: block; } .film-name { font-size: 0.77rem; color: var(--soft); padding: 4px 0 1px; } .film-name small { display: inline; padding-left: 0.4rem; }
  .standings th:first-child { width: 38%; } .standings td, .standings th:not(:first-child) { padding-inline: 0.35rem; } .standings td.words { padding-left: 0; } .standings td small { display: block; margin-left: 0; }
  th, td { padding-inline: 0.5rem; } th:first-child { min-width: 7.6rem; max-width: 9.5rem; }
  .facts div { grid-template-columns: 1fr; gap: 0; }
}
`;

const PRINT = `
html { font-size: 9.5pt; } body { max-width: none; padding: 0; }
nav, summary, footer, .wide, .narrow { display: none; } .medium { display: block; }
.films { grid-template-columns: 1fr 1fr; gap: 0.8rem 1rem; } .film { --names: 7rem; }
section, .film, .panel, tr { break-inside: avoid-page; } section { margin-top: 1.6rem; } h2, h3 { break-after: avoid; }
#arms, #learning, #provenance, #films { break-inside: auto; }
.scroll { overflow: visible; } table { font-size: 8pt; } th, td { padding: 0.25rem 0.3rem; } td small, th small, .arms small { font-size: 6.5pt; } th:first-child { position: static; min-width: 0; }
table.arms { table-layout: fixed; font-size: 7pt; } .arms th:first-child { width: 15%; } .arms thead th:not(:first-child), .arms td { padding-inline: 2px; } .arms td small, .arms td b, .arms .ratio { white-space: normal; font-size: 6.5pt; }
.sparks td svg { width: 46px; height: 16px; } .sparks td, .sparks thead th:not(:first-child) { padding-inline: 2px; } .sparks td div { gap: 2px; }
tr.group { break-after: avoid; } details:not([open]) { display: none; } pre { white-space: pre-wrap; }
`;

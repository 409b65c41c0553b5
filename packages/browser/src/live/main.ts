import { format } from '../explore/numbers.js';
import { curveOf, thinned, type Point } from './curve.js';
import type { BuiltEvent, RowsEvent } from './events.js';

/** Key under which a page keeps where it was while it loads anew. */
const SCROLL = 'latent-paths scroll';

// The address of a served page is /<experiment>/report.html, or that of the index.
const experiment = decodeURIComponent(location.pathname.split('/').at(-2) ?? '');
const trials = new Map<string, readonly Point[]>();
const panel = document.createElement('aside');
panel.className = 'live';
panel.setAttribute('aria-label', 'Training now');

function showRows({ trial, arm, seed, rows, isFirst }: RowsEvent): void {
  const known = isFirst ? [] : (trials.get(trial) ?? []);
  const points = thinned([...known, ...rows]);
  trials.set(trial, points);
  const last = points.at(-1);
  if (last === undefined) return;
  const id = `live-${trial}`;
  const box = document.getElementById(id) ?? document.createElement('figure');
  box.id = id;
  const caption = document.createElement('figcaption');
  caption.textContent = `${arm}, seed ${seed}: step ${last.step}, total loss ${format(last.total)}`;
  box.replaceChildren(caption, curveOf(arm, points));
  if (!box.isConnected) panel.append(box);
  if (!panel.isConnected) document.querySelector('main')?.before(panel);
}

const before = sessionStorage.getItem(SCROLL);
if (before !== null) scrollTo(0, Number(before));
sessionStorage.removeItem(SCROLL);

// What the server says was written by the same version.
const read = <Told>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as Told;
const events = new EventSource('/events');
events.addEventListener('built', (event) => {
  const { experiment: built } = read<BuiltEvent>(event);
  if (experiment !== '' && built !== experiment) return;
  sessionStorage.setItem(SCROLL, String(scrollY));
  location.reload();
});
events.addEventListener('rows', (event) => {
  const told = read<RowsEvent>(event);
  if (experiment === '' || told.experiment === experiment) showRows(told);
});

import type { Display } from '@latent-paths/trials/progress';
import type { Output } from './output.js';
import { plainDisplay } from './plain-display.js';
import { terminalDisplay } from './terminal-display.js';

/** Bars that redraw themselves on a terminal; plain lines now and then anywhere else. `now` gives monotonic seconds. */
export function openDisplay(stream: Output, now: () => number): Display {
  return stream.isTTY ? terminalDisplay(stream, now) : plainDisplay(stream, now);
}

import type { Display, Progress } from '@latent-paths/trials/progress';
import type { Showing } from './messages.js';

const SECONDS_BETWEEN_UPDATES = 0.2;

/** In a worker: shows work in the process that started it. */
export function remoteDisplay(send: (showing: Showing) => void, now: () => number): Display {
  let bars = 0;
  return {
    begin(work) {
      const bar = bars++;
      let sent = -Infinity;
      send({ kind: 'bar', bar, work });
      return {
        update(done, note) {
          if (now() - sent < SECONDS_BETWEEN_UPDATES) return;
          sent = now();
          send({ kind: 'update', bar, done, note });
        },
        finish: (note) => send({ kind: 'finish', bar, note }),
        end: () => send({ kind: 'end', bar }),
      };
    },
    say: (line) => send({ kind: 'say', line }),
    status: () => undefined,
    close: () => undefined,
  };
}

/** In the process that started a worker: what it shows, on a display of its own. */
export function receiver(display: Display): { show(showing: Showing): void; close(): void } {
  const bars = new Map<number, Progress>();
  return {
    show(showing) {
      switch (showing.kind) {
        case 'bar':
          bars.set(showing.bar, display.begin(showing.work));
          return;
        case 'update':
          bars.get(showing.bar)?.update(showing.done, showing.note);
          return;
        case 'finish':
          bars.get(showing.bar)?.finish(showing.note);
          return;
        case 'end':
          bars.get(showing.bar)?.end();
          bars.delete(showing.bar);
          return;
        case 'say':
          display.say(showing.line);
      }
    },
    close() {
      for (const bar of bars.values()) bar.end();
      bars.clear();
    },
  };
}

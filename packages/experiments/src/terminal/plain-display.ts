import type { Display } from '@latent-paths/trials/progress';
import type { Output } from './output.js';
import { describeEnd, describeProgress, describeResumption } from './format.js';

const SECONDS_BETWEEN_LINES = 10;
const SECONDS_BETWEEN_STATUS = 60;

/** A plain line now and then for every piece of work: for logs. */
export function plainDisplay(stream: Output, now: () => number): Display {
  const say = (line: string) => void stream.write(`${line}\n`);
  let told = now();
  return {
    begin(work) {
      const began = now();
      let shown = began;
      const resumed = describeResumption(work);
      if (resumed !== null) say(resumed);
      return {
        update(done, note = '') {
          if (now() - shown < SECONDS_BETWEEN_LINES) return;
          shown = now();
          say(describeProgress(work, done, shown - began, note));
        },
        finish: (note = '') => say(describeEnd(work, now() - began, note)),
        end: () => undefined,
      };
    },
    say,
    status(line) {
      if (now() - told < SECONDS_BETWEEN_STATUS) return;
      told = now();
      say(line());
    },
    close: () => undefined,
  };
}

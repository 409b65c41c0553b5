import type { Display } from '@latent-paths/trials/progress';
import type { Output } from './output.js';
import { describeEnd, describeProgress, describeResumption } from './format.js';

const SECONDS_BETWEEN_LINES = 10;
const SECONDS_BETWEEN_STATUS = 60;

/** A plain line now and then for every piece of work: for logs. */
export function plainDisplay(stream: Output, now: () => number): Display {
  let spoke = now();
  let told = spoke;
  const say = (line: string) => {
    spoke = now();
    stream.write(`${line}\n`);
  };
  return {
    begin(work) {
      const began = now();
      let shown = began;
      const resumed = describeResumption(work);
      if (resumed !== null) say(resumed);
      return {
        update(done, note = '') {
          // Work that began shortly before breaks a silence that began earlier.
          if (now() - Math.min(shown, spoke) < SECONDS_BETWEEN_LINES) return;
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

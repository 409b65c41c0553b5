import type { Display, Work } from '@latent-paths/trials/progress';
import type { Output } from './output.js';
import { describeEnd, describeProgress, describeResumption } from './format.js';

const SECONDS_BETWEEN_REDRAWS = 0.2;
const BAR_WIDTH = 24;
/** Where a terminal does not tell its width. */
const COLUMNS = 80;

interface Bar {
  readonly work: Work;
  readonly began: number;
  done: number;
  note: string;
}

/** One line that redraws itself for every piece of work, and one below for the whole. */
export function terminalDisplay(stream: Output, now: () => number): Display {
  const bars = new Set<Bar>();
  let status: (() => string) | null = null;
  /** Lines of the moving block that are on the screen; the cursor is at the end of the last one. */
  let drawn = 0;
  let redrawn = -Infinity;

  const erased = () => (drawn === 0 ? '' : `\r${drawn > 1 ? `\x1b[${drawn - 1}A` : ''}\x1b[J`);
  const block = () =>
    [...[...bars].map((bar) => describeBar(bar, now())), ...(status === null ? [] : [status()])].map((line) =>
      fit(line, stream.columns ?? COLUMNS),
    );
  /** Writes lines that stay above the block, and the block anew. */
  const draw = (staying: readonly string[] = []) => {
    redrawn = now();
    const lines = block();
    stream.write(`${erased()}${staying.map((line) => `${line}\n`).join('')}${lines.join('\n')}`);
    drawn = lines.length;
  };
  const drawSoon = () => {
    if (now() - redrawn >= SECONDS_BETWEEN_REDRAWS) draw();
  };

  return {
    begin(work) {
      const bar: Bar = { work, began: now(), done: work.from ?? 0, note: '' };
      bars.add(bar);
      const resumed = describeResumption(work);
      if (resumed !== null) draw([resumed]);
      return {
        update(done, note = '') {
          bar.done = done;
          bar.note = note;
          drawSoon();
        },
        finish(note = '') {
          bars.delete(bar);
          draw([describeEnd(work, now() - bar.began, note)]);
        },
        end() {
          if (bars.delete(bar)) draw();
        },
      };
    },
    say: (line) => draw([line]),
    status(line) {
      status = line;
      drawSoon();
    },
    close() {
      bars.clear();
      status = null;
      draw();
    },
  };
}

function describeBar({ work, began, done, note }: Bar, now: number): string {
  const filled = Math.round((BAR_WIDTH * done) / work.total);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${describeProgress(work, done, now - began, note)}`;
}

/** A line that wraps could not be erased. */
function fit(line: string, columns: number): string {
  const letters = [...line];
  return letters.length < columns ? line : `${letters.slice(0, columns - 2).join('')}…`;
}

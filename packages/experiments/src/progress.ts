/** Tells a person how a long piece of work goes on. */
export interface Progress {
  /** `done` of `total` units are finished. */
  update(done: number, note?: string): void;
  finish(note?: string): void;
}

/** Where a person reads: a terminal, or a log. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly label: string;
  readonly total: number;
  /** Units already done before this process began: not counted in the rate. */
  readonly from?: number;
  /** Points or images in one unit, and their name: the rate is told in them. */
  readonly unit: { readonly name: string; readonly size: number };
  readonly stream: Output;
  /** Monotonic seconds. */
  readonly now: () => number;
}

const SECONDS_BETWEEN_LINES = 10;
const SECONDS_BETWEEN_REDRAWS = 0.2;
const BAR_WIDTH = 24;

/** A bar that redraws itself on a terminal; a plain line now and then anywhere else. */
export function progress(options: ProgressOptions): Progress {
  const { label, total, from = 0, unit, stream, now } = options;
  const began = now();
  let shown = stream.isTTY ? -Infinity : began;
  if (from > 0) stream.write(`${label}  goes on from ${Math.floor((100 * from) / total)} %\n`);

  const describe = (done: number, note: string) => {
    const elapsed = now() - began;
    const rate = (done - from) / elapsed;
    const left = rate > 0 ? `, ${formatSeconds((total - done) / rate)} left` : '';
    const speed = rate > 0 ? `, ${formatRate(rate * unit.size)} ${unit.name}/s` : '';
    return `${label}  ${String(Math.floor((100 * done) / total)).padStart(3)} %${speed}${left}${note === '' ? '' : `  ${note}`}`;
  };

  return {
    update(done, note = '') {
      if (now() - shown < (stream.isTTY ? SECONDS_BETWEEN_REDRAWS : SECONDS_BETWEEN_LINES)) return;
      shown = now();
      if (stream.isTTY) {
        const filled = Math.round((BAR_WIDTH * done) / total);
        stream.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${describe(done, note)}`);
      } else {
        stream.write(`${describe(done, note)}\n`);
      }
    },
    finish(note = '') {
      const elapsed = formatSeconds(now() - began);
      stream.write(`${stream.isTTY ? '\r\x1b[2K' : ''}${label}  done in ${elapsed}${note === '' ? '' : `  ${note}`}\n`);
    },
  };
}

/** `8 s`, `3 min 20 s`, `2 h 5 min` */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function formatRate(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toPrecision(2);
}

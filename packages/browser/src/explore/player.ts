/** Milliseconds from α = 0 to 1, and on each column where the reader wants no motion. */
const THERE = 3500;
const STILL = 700;

export interface Player {
  /** Starts or stops; whether it plays now. */
  toggle(): boolean;
  stop(): void;
}

/** Moves along the columns, forth and back, until it is stopped; `show` is called when the column changes. */
export function makePlayer(columns: number, current: () => number, show: (column: number) => void): Player {
  let frame: number | null = null;
  const stop = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
  };
  const play = () => {
    const last = columns - 1;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const perColumn = isStill ? STILL : THERE / last;
    const from = current();
    let began: number | null = null;
    const step = (now: number) => {
      began ??= now;
      const passed = from + Math.floor((now - began) / perColumn);
      const turn = passed % (2 * last);
      const column = turn <= last ? turn : 2 * last - turn;
      if (column !== current()) show(column);
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
  return {
    stop,
    toggle() {
      if (frame === null) play();
      else stop();
      return frame !== null;
    },
  };
}

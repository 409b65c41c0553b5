import type { Display, Progress, Work } from '@latent-paths/trials/progress';
import { formatSeconds } from './format.js';

/** What the parts of a trial weigh in the whole: seconds that they are expected to take, or points. */
export interface Share {
  readonly trial: string;
  readonly training: number;
  readonly scoring: number;
}

export interface TotalProgressOptions {
  readonly shares: readonly Share[];
  /** Seconds that one unit of weight is expected to take, all workers together; null if nothing is known yet. */
  readonly pace: number | null;
  /** Monotonic seconds. */
  readonly now: () => number;
}

/** Adds up how far all trials are together. */
export interface TotalProgress {
  /** A display for the work of one trial, which is counted here and shown there. */
  follow(trial: string, display: Display): Display;
  /** The trial has come to an end, good or bad. */
  ended(trial: string): void;
  /** `3 of 8 trials, 41 %, 12 min 5 s left` */
  describe(): string;
}

/** Share of the whole that must have been made here before its own pace counts, and not the expected one. */
const ENOUGH = 0.02;

export function totalProgress({ shares, pace, now }: TotalProgressOptions): TotalProgress {
  const byTrial = new Map(shares.map((share) => [share.trial, share]));
  const left = new Map(shares.map(({ trial, training, scoring }) => [trial, training + scoring]));
  const whole = shares.reduce((sum, { training, scoring }) => sum + training + scoring, 0);
  let allLeft = whole;
  /** Weight of what was done in this process. */
  let made = 0;
  let began: number | null = null;
  let ended = 0;

  const take = (trial: string, weight: number) => {
    left.set(trial, (left.get(trial) ?? 0) - weight);
    allLeft -= weight;
  };
  const secondsLeft = (): number | null => {
    if (pace !== null && made < ENOUGH * whole) return allLeft * pace;
    return made > 0 && began !== null ? (allLeft * (now() - began)) / made : null;
  };
  const describe = () => {
    const seconds = secondsLeft();
    const share = Math.floor(100 * (1 - allLeft / whole) + 1e-9);
    const left = seconds === null ? '' : `, ${formatSeconds(seconds)} left`;
    return `${ended} of ${shares.length} trials, ${share} %${left}`;
  };

  return {
    follow(trial, display) {
      const share = byTrial.get(trial);
      return {
        ...display,
        begin(work: Work): Progress {
          began ??= now();
          const weight =
            (share === undefined
              ? 0
              : work.kind === 'training'
                ? share.training
                : work.kind === 'scoring'
                  ? share.scoring
                  : 0) / work.total;
          let done = work.from ?? 0;
          take(trial, weight * done);
          const bar = display.begin(work);
          const advance = (to: number) => {
            made += weight * (to - done);
            take(trial, weight * (to - done));
            done = to;
            display.status(describe);
          };
          return {
            update(to, note) {
              advance(to);
              bar.update(to, note);
            },
            finish(note) {
              advance(work.total);
              bar.finish(note);
            },
            end: () => bar.end(),
          };
        },
      };
    },
    ended(trial) {
      ended += 1;
      take(trial, left.get(trial) ?? 0);
    },
    describe,
  };
}

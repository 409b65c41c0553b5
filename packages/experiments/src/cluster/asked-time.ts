import { formatSeconds } from '../terminal/format.js';

/** The time that a job asks for. */
export interface AskedTime {
  /** As `sbatch --time` takes it; undefined where it is left to the cluster. */
  readonly time: string | undefined;
  /** Where it comes from, in words. */
  readonly told: string;
}

export interface AskedTimeOptions {
  /** As cluster.yaml or a flag has it. */
  readonly given: string | undefined;
  /** Seconds that the job is expected to take; null if that is not known. */
  readonly expected: number | null;
  /** The most seconds that the partition gives; null if there is no limit, or none is known. */
  readonly limit: number | null;
}

/** Seconds beside the work itself: to start, to read, and to save before the end. */
const START = 600;
/** Other nodes may be slower, or shared. A job whose time ends all the same is queued again, and goes on. */
const MARGIN = 2;
/** Seconds to which a time is rounded up. */
const ROUND = 300;

/** What a job asks for: what is given; else the estimate with a margin, but no more than the partition's limit. */
export function askedTime({ given, expected, limit }: AskedTimeOptions): AskedTime {
  if (given !== undefined) return { time: given, told: `asks for ${given}, as given` };
  if (expected === null) return { time: undefined, told: 'asks for the time that the cluster gives by itself' };
  const wanted = ROUND * Math.ceil((MARGIN * expected + START) / ROUND);
  const why = `${MARGIN} × ${formatSeconds(expected)}, as estimated, and ${formatSeconds(START)} to start`;
  if (limit === null || wanted <= limit)
    return { time: formatTime(wanted), told: `asks for ${formatTime(wanted)}: ${why}` };
  const most = formatTime(limit);
  return { time: most, told: `asks for ${most}, the partition's limit: less than ${why}` };
}

/** `1-02:30:00` or `02:30:00`, as Slurm takes a time in seconds. */
function formatTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3600) % 24, (seconds / 60) % 60].map(Math.floor);
  const clock = `${two(hours!)}:${two(minutes!)}:${two(seconds % 60)}`;
  return days === 0 ? clock : `${days}-${clock}`;
}

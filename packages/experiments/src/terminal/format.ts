import type { Work } from '@latent-paths/trials/progress';

/** `8.0 s`, `3 min 20 s`, `2 h 5 min` */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `all-dense   25 %, 12,800 points/s, 3.0 s left  attraction 0.5`, after `elapsed` seconds of this process. */
export function describeProgress(
  { label, total, from = 0, unit }: Work,
  done: number,
  elapsed: number,
  note: string,
): string {
  const rate = (done - from) / elapsed;
  const left = rate > 0 ? `, ${formatSeconds((total - done) / rate)} left` : '';
  const speed = rate > 0 ? `, ${formatRate(rate * unit.size)} ${unit.name}/s` : '';
  return (
    `${label}  ${String(Math.floor((100 * done) / total)).padStart(3)} ` +
    `%${speed}${left}${note === '' ? '' : `  ${note}`}`
  );
}

/** `all-dense  resumes from 50 %`, where a process before this one did something; else nothing. */
export function describeResumption({ label, from = 0, total }: Work): string | null {
  if (from === 0) return null;
  return from === total
    ? `${label}  resumes after its last step`
    : `${label}  resumes from ${Math.floor((100 * from) / total)} %`;
}

/** `all-dense  done in 1 min 5 s  attraction 0.5` */
export function describeEnd({ label }: Work, elapsed: number, note: string): string {
  return `${label}  done in ${formatSeconds(elapsed)}${note === '' ? '' : `  ${note}`}`;
}

function formatRate(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toPrecision(2);
}

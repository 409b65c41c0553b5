import { formatTick } from './format.js';
import { logTicks } from './log-ticks.js';
import { niceStep } from './nice-step.js';

/** Values whose largest is more than this many times the smallest are drawn on a logarithmic axis. */
const LOG_FROM_RATIO = 20;

/** A Plot scale that every panel of one figure can share. */
export interface Axis {
  readonly type: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly tickFormat: (value: number) => string;
  /** Values outside the domain (a zero on a logarithmic axis) are drawn at its edge. */
  readonly clamp: true;
}

/**
 * The axis that shows these values: linear from 0, or logarithmic where they spread over more than
 * `LOG_FROM_RATIO` times. Values that are not above 0 cannot be on a logarithmic axis: they set no limit and are drawn
 * at its lower edge.
 */
export function axisOf(values: readonly number[], log: 'auto' | 'always' | 'never' = 'auto'): Axis {
  const positive = values.filter((value) => value > 0);
  const low = positive.reduce((a, b) => Math.min(a, b), Infinity);
  const high = positive.reduce((a, b) => Math.max(a, b), 0);
  const common = { tickFormat: formatTick, clamp: true } as const;
  if (positive.length === 0) return { type: 'linear', domain: [0, 1], ticks: [0, 0.5, 1], ...common };
  if (log === 'always' || (log === 'auto' && high / low > LOG_FROM_RATIO)) {
    const domain = [low / 1.15, high * 1.15] as const;
    return { type: 'log', domain, ticks: logTicks(...domain), ...common };
  }
  const step = niceStep(high / 4);
  const top = Math.ceil((high * 1.02) / step) * step;
  const count = Math.round(top / step);
  return { type: 'linear', domain: [0, top], ticks: Array.from({ length: count + 1 }, (_, i) => i * step), ...common };
}

/** The linear axis with round ends around all of these values, on both sides of 0 where they are. */
export function spanAxis(values: readonly number[]): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = niceStep((high - low || Math.abs(high) || 1) / 4);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { type: 'linear', domain: [ticks[0]!, ticks.at(-1)!], ticks, tickFormat: formatTick, clamp: true };
}

/** The logarithmic axis of ratios around 1: from one even step to another where they lie within twice one another. */
export function ratioAxis(values: readonly number[]): Axis {
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  const { domain, ticks } = spanAxis([low, high]);
  const common = { type: 'log', tickFormat: formatTick, clamp: true } as const;
  if (high <= 2 * low && domain[0] > 0) return { ...common, domain, ticks };
  const around = [low / 1.05, high * 1.05] as const;
  return { ...common, domain: around, ticks: logTicks(...around) };
}

/** Where a value lies in an axis' domain, 0 … 1. */
export function shareOf(value: number, { domain: [low, high], type }: Pick<Axis, 'domain' | 'type'>): number {
  const inside = Math.min(high, Math.max(low, value));
  return type === 'log' ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
}

/**
 * Axis for arms of which some collapsed: a collapsed value below all sound ones sets no limit, for it would squeeze
 * the arms that are worth comparing. On a linear axis it shows near 0; on a logarithmic one at the lower edge.
 */
export function axisOfArms(
  values: { readonly sound: readonly number[]; readonly collapsed: readonly number[] },
  log: 'auto' | 'always' = 'auto',
): Axis {
  const low = values.sound.reduce((a, b) => Math.min(a, b), Infinity);
  if (low === Infinity) return axisOf(values.collapsed, log);
  return axisOf([...values.sound, ...values.collapsed.filter((value) => value >= low)], log);
}

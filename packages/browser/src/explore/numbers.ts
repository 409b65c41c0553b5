/** Three significant digits, a minus for a hyphen. */
export function format(value: number): string {
  const size = Math.abs(value);
  const digits =
    size !== 0 && (size < 0.001 || size >= 1e5) ? size.toExponential(1) : String(Number(size.toPrecision(3)));
  return value < 0 ? `−${digits}` : digits;
}

/** Round numbers within a range: no more than `most`, where that is two or more. */
export function ticksOf(low: number, high: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  const within = (step: number) => {
    const first = Math.ceil(low / step);
    const count = Math.floor(high / step) - first + 1;
    return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(9)));
  };
  return [1, 2, 5, 10, 20].map((one) => within(one * power)).find((ticks) => ticks.length <= most) ?? [];
}

/** An axis counted from the front. @throws if there is none */
export function axisOf(axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    throw new Error(`axis: expected one of ${rank}, got ${axis}`);
  return axis < 0 ? axis + rank : axis;
}

export function axesOf(axes: readonly number[], rank: number): number[] {
  return axes.map((axis) => axisOf(axis, rank));
}

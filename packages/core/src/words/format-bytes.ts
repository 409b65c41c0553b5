/** `980 B`, `12 kB`, `3.4 MB`, `120 GB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let power = 0;
  while (bytes / 1000 ** power >= 999.5 && power < units.length - 1) power++;
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

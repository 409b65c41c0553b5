export const LATTICE: Readonly<Record<string, readonly string[]>>;
export const ROOMS: Readonly<Record<string, readonly string[]>>;

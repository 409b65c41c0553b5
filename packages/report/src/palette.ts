/**
 * Colours of the page, light and dark. Arms: eight hues that stay apart for colour-blind readers (after Okabe & Ito
 * 2008).
 */
export const PALETTE = {
  paper: { light: '#fdfcfa', dark: '#16181c' },
  card: { light: '#ffffff', dark: '#1d2025' },
  ink: { light: '#1d2127', dark: '#e6e8eb' },
  soft: { light: '#5a626d', dark: '#a3abb6' },
  hair: { light: '#dfdcd6', dark: '#343941' },
  accent: { light: '#0b5c93', dark: '#7fc0f2' },
  alarm: { light: '#a3260f', dark: '#ff9a85' },
  baseline: { light: '#767c85', dark: '#98a0aa' },
  'arm-0': { light: '#0072b2', dark: '#4aa8e8' },
  'arm-1': { light: '#d55e00', dark: '#f2874a' },
  'arm-2': { light: '#00875f', dark: '#35c796' },
  'arm-3': { light: '#b5478a', dark: '#e88fc4' },
  'arm-4': { light: '#a07400', dark: '#e6ba3c' },
  'arm-5': { light: '#6a51c7', dark: '#a897f5' },
  'arm-6': { light: '#1a8fb0', dark: '#7fdcf5' },
  'arm-7': { light: '#7a2a35', dark: '#d1848b' },
} as const satisfies Record<string, { light: string; dark: string }>;

const HUES = 8;
const DASHES = [null, '6 3', '1.5 3', '9 3 2 3'] as const;
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond'] as const;
const CURVE_SYMBOLS = [...SYMBOLS, 'star', 'wye', 'cross'] as const;

/** How one arm is drawn in every figure. */
export interface ArmStyle {
  /** A CSS colour that follows the reader's light or dark. */
  readonly colour: string;
  readonly dash: string | null;
  readonly symbol: (typeof CURVE_SYMBOLS)[number];
}

/** The baseline is grey; the others take the hues in turn, and after each round another dash and symbol. */
export function armStyle(place: number | 'baseline'): ArmStyle {
  if (place === 'baseline') return { colour: 'var(--baseline)', dash: null, symbol: 'circle' };
  const round = Math.floor(place / HUES) % DASHES.length;
  return { colour: `var(--arm-${place % HUES})`, dash: DASHES[round]!, symbol: SYMBOLS[round]! };
}

/** A curve over the budget has its own hue, dash and symbol: each of its arms is drawn so. */
export function curveStyle(place: number): ArmStyle {
  return {
    colour: `var(--arm-${place % HUES})`,
    dash: DASHES[place % DASHES.length]!,
    symbol: CURVE_SYMBOLS[place % CURVE_SYMBOLS.length]!,
  };
}

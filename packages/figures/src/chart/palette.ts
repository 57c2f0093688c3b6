/** Okabe and Ito's colors, which people with any kind of color vision can distinguish; yellow is too pale for lines. */
export const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

/** Returns a color for each name, the same for the same names. Colors repeat if there are more names than colors. */
export function colorsOf(names: readonly string[]): (name: string) => string {
  const distinct = [...new Set(names)];
  return (name) => PALETTE[Math.max(0, distinct.indexOf(name)) % PALETTE.length] ?? PALETTE[0];
}

/** Longer legends are cut. */
const MAX_LINES = 24;

/** A legend in words. */
export interface LegendText {
  /** What the groups are. */
  readonly title: string | undefined;
  /** The first groups with their colors; none if there is only one group. */
  readonly lines: readonly (readonly [group: string, color: string])[];
  /** How many groups were left out. */
  readonly more: number;
}

/** @param colors by group */
export function legendOf(title: string | undefined, colors: ReadonlyMap<string, string>): LegendText {
  const lines = colors.size < 2 ? [] : [...colors].slice(0, MAX_LINES);
  return { title, lines, more: colors.size < 2 ? 0 : colors.size - lines.length };
}

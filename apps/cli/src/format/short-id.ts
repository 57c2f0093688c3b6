/** Eight digits of a sweep's id: every command takes the beginning of an id. */
export const shortId = (id: string): string => id.slice(0, 8);

/** Twelve of a cell's 64 digits: enough for 10^5 cells. */
export const shortCellId = (id: string): string => id.slice(0, 12);

/** Returns the shortest beginnings, of at least eight digits, that tell these ids apart. */
export function shortIds(ids: readonly string[]): readonly string[] {
  for (let length = 8; ; length++) {
    const short = ids.map((id) => id.slice(0, length));
    if (length >= 64 || new Set(short).size === new Set(ids).size) return short;
  }
}

/** Formats milliseconds: as seconds below a minute, then as minutes to a tenth. */
export const describeDuration = (ms: number): string =>
  ms < 60_000 ? `${String(ms / 1000)} s` : `${String(Math.round(ms / 6000) / 10)} minutes`;

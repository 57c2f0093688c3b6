/** Milliseconds in words: seconds below a minute, then minutes to a tenth. */
export const describeDuration = (ms: number): string =>
  ms < 60_000 ? `${String(ms / 1000)} s` : `${String(Math.round(ms / 6000) / 10)} minutes`;

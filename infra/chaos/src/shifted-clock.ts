/**
 * Loaded into a process before its own modules (`--import`): on SIGUSR2 its wall clock jumps by ROTE_CHAOS_CLOCK_MS
 * milliseconds. Its monotonic clock does not, as when a real clock is set.
 */
const RealDate = Date;
let shiftMs = 0;
const now = (): number => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, words: unknown[], newTarget) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
});
process.on('SIGUSR2', () => {
  // eslint-disable-next-line no-restricted-properties -- a program of its own, although inside another one
  shiftMs = Number(process.env['ROTE_CHAOS_CLOCK_MS']);
});

/**
 * Loaded into a process before its own modules: at SIGUSR2 its wall clock jumps by ROTE_CHAOS_CLOCK_MS milliseconds.
 * What measures spans goes on as it did, as with a real clock that is set.
 */
const RealDate = Date;
let shiftMs = 0;
const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, words, newTarget) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
process.on('SIGUSR2', () => {
  shiftMs = Number(process.env.ROTE_CHAOS_CLOCK_MS);
});

import { RoteError } from '@rote/domain';
import type { LinearAlgebra } from './linear-algebra.js';

const GIBIBYTE = 2 ** 30;
/** Suggested numbers of images are rounded down to a multiple of this. */
const ROUND_TO = 100;

const gibibytes = (bytes: number): string => `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
const images = (count: number): string => `${count.toLocaleString('en')} images`;

/** Finds the largest number of images that fits, by bisection. The bytes must grow with the number. */
function mostThatFit(count: number, fits: (count: number) => boolean): number {
  let [least, most] = [0, count];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/**
 * Rejects a problem that does not fit in memory before it starts. Otherwise the system would kill the process an hour
 * later.
 *
 * @param demand.bytesOf returns the bytes that this many images take
 * @throws RoteError `out-of-memory`, which says how many images fit
 */
export async function requireMemory(
  algebra: LinearAlgebra,
  demand: { readonly what: string; readonly count: number; readonly bytesOf: (count: number) => number },
): Promise<void> {
  const { what, count, bytesOf } = demand;
  const free = await algebra.freeBytes();
  if (free === undefined || bytesOf(count) <= free) return;
  const fitting = mostThatFit(count, (tried) => bytesOf(tried) <= free);
  const most = fitting < ROUND_TO ? fitting : Math.floor(fitting / ROUND_TO) * ROUND_TO;
  throw new RoteError(
    'out-of-memory',
    `${what} on ${images(count)} needs ${gibibytes(bytesOf(count))} of memory and ${gibibytes(free)} are free: ` +
      `use at most ${most.toLocaleString('en')} train images, or a machine with more memory`,
  );
}

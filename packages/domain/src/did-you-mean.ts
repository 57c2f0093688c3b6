/** A word without case and without the signs between its words. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[\s_.-]/g, '');

/** Whether two words differ only in case and in the signs between words. */
export const isWrittenAlike = (a: string, b: string): boolean => plain(a) === plain(b);

/** In a schema of names: a function that completes a name of which a part is missing. Not part of the JSON Schema. */
export const COMPLETE_NAME = Symbol('complete name');

/** Longer texts are not compared, because they are not misspelled names. */
const LONGEST = 40;

/** The number of letters to change, add, omit or swap with their neighbor (optimal string alignment). */
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
 * Guesses the intended word: one that is written alike; otherwise the one with the fewest wrong letters (no more than a
 * third); otherwise the only one that begins with what was written.
 */
export function didYouMean(given: string, words: readonly string[]): string | undefined {
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

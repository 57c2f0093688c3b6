/** A path of more lines than this takes a browser longer than several paths of fewer. */
const BATCH = 100;

export interface CurveStyle {
  readonly color: string;
  readonly isDashed: boolean;
}

/** Some curves that look alike. */
export interface Batch extends CurveStyle {
  readonly curves: readonly number[];
}

/** Returns the curves in batches. Those of one color take turns with the others, so that the last color does not cover all. */
export function batchesOf(styles: readonly CurveStyle[]): readonly Batch[] {
  const looks = new Map<string, number[]>();
  for (const [index, { color, isDashed }] of styles.entries()) {
    const key = `${color} ${String(isDashed)}`;
    const alike = looks.get(key);
    if (alike === undefined) looks.set(key, [index]);
    else alike.push(index);
  }
  const rounds: Batch[][] = [];
  for (const alike of looks.values())
    for (let round = 0; round * BATCH < alike.length; round++) {
      const curves = alike.slice(round * BATCH, (round + 1) * BATCH);
      (rounds[round] ??= []).push({ ...styles[alike[0]!]!, curves });
    }
  return rounds.flat();
}

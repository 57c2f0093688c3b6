import type { Measures } from '@rote/domain';

const PERCENTILES = [1, 5, 10, 50] as const;

/**
 * Returns a percentile, linearly interpolated between two values (Hyndman and Fan 1996, definition 7, as in NumPy).
 *
 * @param sorted ascending, not empty
 * @param percent 0 … 100
 */
function percentile(sorted: Float32Array, percent: number): number {
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * `margin-p1`, `margin-p5`, `margin-p10` and `margin-p50`: percentiles of the margins over the train images. The low
 * ones replace the smallest margin, which a single wrong label would decide (Jiang et al. 2020, "Fantastic
 * generalization measures", uses the 10th; Bartlett, Foster and Telgarsky 2017 look at the whole distribution).
 *
 * @param margins margins of the images used for training; at least one
 */
export function marginPercentiles(margins: Float32Array): Measures {
  const sorted = margins.toSorted();
  return Object.fromEntries(
    PERCENTILES.map((percent) => [`margin-p${String(percent)}`, percentile(sorted, percent)]),
  );
}

/** The norms that are divided by the margin. */
const NORMS = ['spectral-product', 'frobenius-product', 'path-norm', 'l2-norm'] as const;

/**
 * `NORM-over-margin` = norm / margin-p10. Scaling a network's weights scales its logits and its norms, so a norm is
 * meaningful only relative to the margin (Bartlett 1998; Bartlett, Foster and Telgarsky 2017; Neyshabur et al. 2017,
 * "Exploring generalization in deep learning"). If the margin is not positive, the bound says nothing, and there are no
 * such measures.
 */
export function normsOverMargin(measures: Measures): Measures {
  const margin = measures['margin-p10'];
  if (margin === undefined || !(margin > 0)) return {};
  return Object.fromEntries(
    NORMS.flatMap((name) => {
      const norm = measures[name];
      return norm === undefined ? [] : [[`${name}-over-margin`, norm / margin] as const];
    }),
  );
}

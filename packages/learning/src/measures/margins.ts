import type { Measures } from '@rote/domain';

const PERCENTILES = [1, 5, 10, 50] as const;

/**
 * A percentile, between two values linearly interpolated (Hyndman and Fan 1996, definition 7: NumPy's).
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
 * ones stand for the smallest margin, which a single wrong label decides (Jiang et al. 2020, "Fantastic generalization
 * measures", takes the 10th; Bartlett, Foster and Telgarsky 2017 look at the whole distribution).
 *
 * @param margins of the train images trained on; at least one
 */
export function marginPercentiles(margins: Float32Array): Measures {
  const sorted = margins.toSorted();
  return Object.fromEntries(
    PERCENTILES.map((percent) => [`margin-p${String(percent)}`, percentile(sorted, percent)]),
  );
}

/** What is divided by the margin, and the name of the quotient. */
const NORMS = ['spectral-product', 'frobenius-product', 'path-norm', 'l2-norm'] as const;

/**
 * `NORM-over-margin` = norm / margin-p10: a network's logits can be scaled up at will, and norms with them, so a norm
 * means something relative to the margin only (Bartlett 1998; Bartlett, Foster and Telgarsky 2017; Neyshabur et al. 2017,
 * "Exploring generalization in deep learning"). None where the margin is not positive: that bound says nothing.
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

import type { NamedTensor } from '@rote/domain';

type Values = Pick<NamedTensor, 'values'>;

function sumOfSquares(length: number, at: (index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += at(i) ** 2;
  return sum;
}

/**
 * `l2-norm`: ‖w‖₂ = √(Σ w²) over all trained parameters, in float64. It is the capacity measure behind weight decay
 * (Neyshabur, Tomioka and Srebro 2015, "Norm-based capacity control"). For a single kernel it is the `frobenius-norm`.
 */
export const l2Norm = (tensors: readonly Values[]): number =>
  Math.sqrt(tensors.reduce((sum, { values }) => sum + sumOfSquares(values.length, (i) => values[i]!), 0));

/**
 * `distance-from-initialization`: ‖w − w₀‖₂ over all trained parameters, in float64 (Nagarajan and Kolter 2017,
 * "Generalization in deep networks: the role of distance from initialization"; Dziugaite and Roy 2017).
 *
 * @param initial the same tensors in the same order, before the first step
 */
export const distanceFromInitialization = (tensors: readonly Values[], initial: readonly Values[]): number =>
  Math.sqrt(
    tensors.reduce((sum, { values }, k) => {
      const start = initial[k]!.values;
      return sum + sumOfSquares(values.length, (i) => values[i]! - start[i]!);
    }, 0),
  );

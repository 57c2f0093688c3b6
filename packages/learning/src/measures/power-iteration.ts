/** A symmetric matrix without negative eigenvalues, as its product with a vector: a new vector of the same length. */
export type Multiply = (vector: Float64Array) => Float64Array;

/** An eigenvalue and its eigenvector, which has length 1. */
export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** The method ends when ‖A·v − λ·v‖ is at most this share of λ, which bounds the error of λ. */
const TOLERANCE = 1e-5;
/**
 * The method ends after this many steps in any case. Eigenvalues that it has not separated by then differ by
 * thousandths, and λ lies between them.
 */
const MOST_STEPS = 2000;
const STEPS_A_TURN = 16;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const scaled = (vector: Float64Array, factor: number): Float64Array => vector.map((value) => value * factor);

/**
 * Finds the largest eigenvalue by the power method in float64: v ← A·v / ‖A·v‖, λ = vᵀ·A·v (Golub and Van Loan, "Matrix
 * computations", section 7.3). The error of λ is about the squared residual divided by the gap to the next eigenvalue.
 *
 * @param start not 0, and not orthogonal to the eigenvector sought, which random numbers are not
 * @param pause yields to other work; if it throws, the computation ends
 */
export async function powerIteration(
  multiply: Multiply,
  start: Float64Array,
  pause: () => Promise<void>,
): Promise<Eigenpair> {
  let vector = scaled(start, 1 / Math.sqrt(dot(start, start)));
  for (let step = 1; ; step++) {
    const image = multiply(vector);
    const value = dot(vector, image);
    const length = Math.sqrt(dot(image, image));
    const current = vector;
    const rest = image.map((component, i) => component - value * current[i]!);
    if (!(length > 0) || Math.sqrt(dot(rest, rest)) <= TOLERANCE * value || step === MOST_STEPS)
      return { value, vector };
    vector = scaled(image, 1 / length);
    if (step % STEPS_A_TURN === 0) await pause();
  }
}

import { power } from '@rote/domain';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';

/**
 * The eigenvalues of a symmetric matrix in ascending order, and a unit eigenvector for each, as the rows of a matrix.
 */
export interface Eigen {
  readonly values: Float64Array;
  /** [eigenvector, component], row by row. */
  readonly vectors: Float64Array;
}

/** Number of multiplications between two turns of the event loop. */
const WORK_A_TURN = 2e7;
/** More QL steps than any eigenvalue takes; usually there are about 2. */
const MOST_STEPS = 60;

/**
 * Computes all eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal matrix,
 * then QL steps with implicit shifts (Golub and Van Loan, "Matrix computations", 8.3). It takes about 9·size³
 * operations in plain JavaScript, and therefore gives the same bits on every machine. Eigenvalues are accurate to about
 * 1e-16 of the largest one.
 *
 * @param matrix [size, size]; it is overwritten
 * @throws RoteError `aborted`
 */
export async function symmetricEigen(
  matrix: Float64Array,
  size: number,
  signal: AbortSignal,
): Promise<Eigen> {
  const scale = scaleOf(matrix);
  if (scale !== 1) matrix.forEach((value, i) => (matrix[i] = value * scale));
  const { diagonal, below } = await tridiagonalize(matrix, size, signal);
  await diagonalize({ diagonal, below, vectors: matrix }, size, signal);
  const order = Int32Array.from({ length: size }, (_, i) => i).sort((a, b) => diagonal[a]! - diagonal[b]!);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    vectors.set(matrix.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (index) => diagonal[index]! / scale), vectors };
}

/**
 * Values whose binary exponent is larger than this, in either direction, are scaled so that their squares stay in
 * range.
 */
const ORDINARY = 400;
/** A sum of squares that is negligible beside the largest value, and whose terms lose digits. */
const NEGLIGIBLE = 2 ** -960;

/** Returns a power of two that scales the largest value into the ordinary range; 1 if it is already there. */
function scaleOf(matrix: Float64Array): number {
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return 1;
  const exponent = Math.floor(Math.log2(largest));
  return Math.abs(exponent) <= ORDINARY ? 1 : power(2, Math.max(-1000, Math.min(1000, -exponent)));
}

/** Yields to the event loop whenever enough work is done. */
function createTurns(signal: AbortSignal) {
  let work = 0;
  return async (done: number): Promise<void> => {
    work += done;
    if (work < WORK_A_TURN) return;
    work = 0;
    await yieldToEventLoop(signal);
  };
}

/**
 * Computes T = Qᵀ·A·Q by reflections I − v·vᵀ·2/|v|². A becomes Qᵀ, whose rows are basis vectors.
 *
 * @returns the diagonal of T and the values below it: `below[i]` is T[i + 1, i]
 */
async function tridiagonalize(
  a: Float64Array,
  size: number,
  signal: AbortSignal,
): Promise<{ readonly diagonal: Float64Array; readonly below: Float64Array }> {
  const turn = createTurns(signal);
  const diagonal = new Float64Array(size);
  const below = new Float64Array(size);
  const row = (i: number): Float64Array => a.subarray(i * size, (i + 1) * size);
  /** Row k keeps the v of its reflection, from component k + 1 on; this is 2/|v|². */
  const factors = new Float64Array(size);
  const product = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    const v = row(k);
    diagonal[k] = v[k]!;
    let squares = 0;
    for (let i = k + 2; i < size; i++) squares += v[i]! * v[i]!;
    const head = v[k + 1]!;
    if (squares < NEGLIGIBLE) {
      below[k] = head;
      continue;
    }
    const norm = Math.sqrt(head * head + squares);
    below[k] = head > 0 ? -norm : norm;
    v[k + 1] = head - below[k]!;
    const factor = 2 / (v[k + 1]! * v[k + 1]! + squares);
    factors[k] = factor;
    // p = A·v·2/|v|², then A − v·wᵀ − w·vᵀ with w = p − v·(p·v)/|v|².
    product.fill(0, k + 1);
    for (let i = k + 1; i < size; i++) {
      const line = row(i);
      const vi = v[i]!;
      let sum = line[i]! * vi;
      for (let j = i + 1; j < size; j++) {
        sum += line[j]! * v[j]!;
        product[j]! += line[j]! * vi;
      }
      product[i]! += sum;
    }
    let along = 0;
    for (let i = k + 1; i < size; i++) {
      product[i]! *= factor;
      along += product[i]! * v[i]!;
    }
    along *= factor / 2;
    for (let i = k + 1; i < size; i++) product[i]! -= along * v[i]!;
    for (let i = k + 1; i < size; i++) {
      const line = row(i);
      const [vi, wi] = [v[i]!, product[i]!];
      for (let j = i; j < size; j++) line[j]! -= vi * product[j]! + wi * v[j]!;
    }
    await turn(2 * (size - k) ** 2);
  }
  diagonal[size - 1] = a[size * size - 1]!;
  // Qᵀ = H_last ⋯ H_0, starting with the last reflection: each acts on the rows that the later ones have made.
  const last = row(size - 1);
  last.fill(0);
  last[size - 1] = 1;
  for (let k = size - 2; k >= 0; k--) {
    const v = row(k).slice();
    row(k).fill(0);
    row(k)[k] = 1;
    const factor = factors[k]!;
    if (factor === 0) continue;
    for (let i = k + 1; i < size; i++) {
      const line = row(i);
      let sum = 0;
      for (let j = k + 1; j < size; j++) sum += line[j]! * v[j]!;
      sum *= factor;
      for (let j = k + 1; j < size; j++) line[j]! -= sum * v[j]!;
    }
    await turn(2 * (size - k) ** 2);
  }
  return { diagonal, below };
}

/**
 * Takes QL steps with implicit shifts until only the diagonal is left; each rotation is also applied to the rows of
 * `vectors`.
 */
async function diagonalize(
  {
    diagonal,
    below,
    vectors,
  }: { readonly diagonal: Float64Array; readonly below: Float64Array; readonly vectors: Float64Array },
  size: number,
  signal: AbortSignal,
): Promise<void> {
  const turn = createTurns(signal);
  let largest = 0;
  for (let i = 0; i < size; i++)
    largest = Math.max(largest, Math.abs(diagonal[i]!) + (i < size - 1 ? Math.abs(below[i]!) : 0));
  const rounding = (largest * Number.EPSILON) / 4;
  for (let first = 0; first < size; first++) {
    for (let steps = 0; ; steps++) {
      let end = first;
      while (end < size - 1 && Math.abs(below[end]!) > rounding) end++;
      if (end === first) break;
      if (steps === MOST_STEPS) throw new RangeError('the eigenvalues of a symmetric matrix cannot be found');
      const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * below[first]!);
      let g =
        diagonal[end]! -
        diagonal[first]! +
        below[first]! / (half + Math.sign(half || 1) * Math.hypot(half, 1));
      let [sine, cosine, shift] = [1, 1, 0];
      let isSplit = false;
      for (let i = end - 1; i >= first; i--) {
        const f = sine * below[i]!;
        const b = cosine * below[i]!;
        const radius = Math.hypot(f, g);
        below[i + 1] = radius;
        if (radius === 0) {
          diagonal[i + 1]! -= shift;
          below[end] = 0;
          isSplit = true;
          break;
        }
        sine = f / radius;
        cosine = g / radius;
        g = diagonal[i + 1]! - shift;
        const other = (diagonal[i]! - g) * sine + 2 * cosine * b;
        shift = sine * other;
        diagonal[i + 1] = g + shift;
        g = cosine * other - b;
        rotateRows(vectors, size, { row: i, sine, cosine });
      }
      await turn(4 * size * (end - first));
      if (isSplit) continue;
      diagonal[first]! -= shift;
      below[first] = g;
      below[end] = 0;
    }
  }
}

function rotateRows(
  vectors: Float64Array,
  size: number,
  { row, sine, cosine }: { readonly row: number; readonly sine: number; readonly cosine: number },
): void {
  const upper = row * size;
  const lower = upper + size;
  for (let k = 0; k < size; k++) {
    const f = vectors[lower + k]!;
    const g = vectors[upper + k]!;
    vectors[lower + k] = sine * g + cosine * f;
    vectors[upper + k] = cosine * g - sine * f;
  }
}

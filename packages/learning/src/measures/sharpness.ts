import { power, randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/** Increase of the mean loss that defines σ, in nats for networks with cross-entropy. */
export const LOSS_INCREASE = 0.1;
/** Number of perturbation directions over which the loss is averaged; they are the same at every σ. */
export const DRAWS = 3;
/** log₂ of the σ between which the search starts. */
const RANGE = [-20, 6] as const;
/** Number of bisections of that range: they find σ to within 0.2 %. */
const HALVINGS = 13;

/** Draws the standard normal values of a perturbation, one tensor per variable. */
function drawNoise(variables: readonly tf.Variable[], seed: number, draw: number): tf.Tensor[] {
  const source = randomSource(randomKey(seed, 'sharpness', draw));
  return variables.map(({ shape, size }) =>
    tf.tensor(
      Float32Array.from({ length: size }, () => source.normal()),
      shape,
    ),
  );
}

/** The sharpness of a network, and its standard error. */
export interface Sharpness {
  readonly sharpness: number;
  readonly standardError: number;
}

/**
 * `sharpness` = 1/σ², where σ is the largest value for which the mean train loss exceeds that at w by at most {@link
 * LOSS_INCREASE} under perturbations w + σ·u with u ~ N(0, I) over all parameters. It is the PAC-Bayes form of the
 * sharpness of Keskar et al. 2017, as in Neyshabur et al. 2017 ("Exploring generalization in deep learning") and Jiang
 * et al. 2020 ("Fantastic generalization measures": `pacbayes-flatness`, which uses the accuracy). Bisection over log σ
 * uses the same few seeded directions at each σ, so the result depends only on the network and the seed.
 *
 * `sharpness-error` is its standard error as an estimate of the mean over all directions: other directions can give
 * twice or half the sharpness for the same network. If the loss is quadratic, the sharpness is the mean over the
 * directions of each one's loss increase at σ, divided by σ² · {@link LOSS_INCREASE}, so its relative error equals that
 * of the mean increase. With {@link DRAWS} directions, a 95 % interval is ±4.3 standard errors, by Student's t.
 *
 * @param variables all parameters of a disposable copy of the network: they are overwritten
 * @param meanLoss computes the mean train loss with the variables' current values
 * @returns undefined if no σ between 2⁻²⁰ and 2⁶ qualifies
 */
export async function findSharpness(
  variables: readonly tf.Variable[],
  meanLoss: () => Promise<number>,
  seed: number,
): Promise<Sharpness | undefined> {
  const center = variables.map((variable) => tf.clone(variable));
  const draws: tf.Tensor[][] = [];
  try {
    for (let draw = 0; draw < DRAWS; draw++) draws.push(drawNoise(variables, seed, draw));
    const atCenter = await meanLoss();
    const limit = atCenter + LOSS_INCREASE;
    /** Loss increase in each direction, at the largest σ so far that stayed within the limit. */
    let increases: readonly number[] = [];
    const staysWithin = async (sigma: number): Promise<boolean> => {
      const losses: number[] = [];
      for (const noise of draws) {
        tf.tidy(() => {
          variables.forEach((variable, i) => {
            variable.assign(tf.add(center[i]!, tf.mul(noise[i]!, sigma)));
          });
        });
        losses.push(await meanLoss());
      }
      const sum = losses.reduce((sum, loss) => sum + loss, 0);
      // A loss that overflowed also exceeds the limit.
      if (!(sum / DRAWS <= limit)) return false;
      increases = losses.map((loss) => loss - atCenter);
      return true;
    };
    let [low, high] = RANGE as readonly [number, number];
    if (!(await staysWithin(power(2, low))) || (await staysWithin(power(2, high)))) return undefined;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (await staysWithin(power(2, middle))) low = middle;
      else high = middle;
    }
    const sharpness = power(2, -2 * low);
    return { sharpness, standardError: sharpness * relativeError(increases) };
  } finally {
    tf.dispose([center, ...draws]);
  }
}

/** Returns the standard error of a mean, divided by that mean. */
function relativeError(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (n - 1) / n) / mean;
}

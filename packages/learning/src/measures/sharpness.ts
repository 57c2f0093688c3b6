import { power, randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/** A mean loss beyond that of the network by so much counts as another: nats, for networks with cross-entropy. */
export const LOSS_INCREASE = 0.1;
/** Directions of perturbation, which the loss is averaged over; the same at every σ. */
export const DRAWS = 3;
/** log₂ of the σ that the search begins between. */
const RANGE = [-20, 6] as const;
/** Halvings of that range: σ is found to 0.2 %. */
const HALVINGS = 13;

/** Standard normal values of a perturbation, one tensor for each variable. */
function drawNoise(variables: readonly tf.Variable[], seed: number, draw: number): tf.Tensor[] {
  const source = randomSource(randomKey(seed, 'sharpness', draw));
  return variables.map(({ shape, size }) =>
    tf.tensor(
      Float32Array.from({ length: size }, () => source.normal()),
      shape,
    ),
  );
}

/** The sharpness of a network, and how far chance has moved it. */
export interface Sharpness {
  readonly sharpness: number;
  readonly standardError: number;
}

/**
 * `sharpness` = 1/σ², with σ the largest for which the train loss, averaged over perturbations w + σ·u with u ~ N(0, I)
 * over all parameters, exceeds that at w by at most {@link LOSS_INCREASE}: the PAC-Bayes kind of Keskar et al. 2017,
 * as Neyshabur et al. 2017 ("Exploring generalization in deep learning") and Jiang et al. 2020 ("Fantastic generalization
 * measures": `pacbayes-flatness`, there with the accuracy) have it. By bisection over log σ, with the same few seeded
 * directions at each σ, so that it is a function of the network and the seed alone.
 *
 * `sharpness-error` is its standard error as an estimate of the mean over all directions: other directions of the same
 * network can give twice or half of it. Where the loss is a bowl, the sharpness is the mean over the directions of what each
 * raises the loss by at σ, over σ² · {@link LOSS_INCREASE}, so its relative error is that of their mean. Of {@link DRAWS}
 * directions a 95 % interval is ±4.3 standard errors, by Student's t.
 *
 * @param variables all parameters of a copy of the network that nobody needs: perturbed on the way
 * @param meanLoss the mean train loss with the variables' present values
 * @returns undefined where no σ of the range from 2⁻²⁰ to 2⁶ is the one
 */
export async function findSharpness(
  variables: readonly tf.Variable[],
  meanLoss: () => Promise<number>,
  seed: number,
): Promise<Sharpness | undefined> {
  const centre = variables.map((variable) => tf.clone(variable));
  const draws: tf.Tensor[][] = [];
  try {
    for (let draw = 0; draw < DRAWS; draw++) draws.push(drawNoise(variables, seed, draw));
    const atCentre = await meanLoss();
    const limit = atCentre + LOSS_INCREASE;
    /** What each direction raised the loss by, at the largest σ within the limit so far. */
    let increases: readonly number[] = [];
    const staysWithin = async (sigma: number): Promise<boolean> => {
      const losses: number[] = [];
      for (const noise of draws) {
        tf.tidy(() => {
          variables.forEach((variable, i) => {
            variable.assign(tf.add(centre[i]!, tf.mul(noise[i]!, sigma)));
          });
        });
        losses.push(await meanLoss());
      }
      const sum = losses.reduce((sum, loss) => sum + loss, 0);
      // A loss that overflowed is beyond it, too.
      if (!(sum / DRAWS <= limit)) return false;
      increases = losses.map((loss) => loss - atCentre);
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
    tf.dispose([centre, ...draws]);
  }
}

/** The standard error of a mean, over that mean. */
function relativeError(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (n - 1) / n) / mean;
}

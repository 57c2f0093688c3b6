import type { Measures, NamedTensor } from '@rote/domain';
import { l2Norm } from './euclidean-norms.js';
import { kernelsOf } from './kernel-matrix.js';
import { spectralNorm } from './spectral-norm.js';

/**
 * Norms of the layers' kernels as matrices [fan-in, outputs], and their products over the layers. Biases and batch
 * normalisation are left out: the kernels are taken as they are, not scaled by running averages.
 *
 * - `frobenius-norm/LAYER` = ‖W‖_F = √(Σ W²), and `frobenius-product` = Π ‖W‖_F, the bound of Neyshabur, Tomioka and
 *   Srebro 2015 ("Norm-based capacity control in neural networks") up to its factor 2^depth;
 * - `spectral-norm/LAYER` = ‖W‖₂, and `spectral-product` = Π ‖W‖₂. For dense layers alone (MLPs, linear models) the
 *   product bounds the network's Lipschitz constant, and is what the margin bounds of Bartlett, Foster and Telgarsky 2017
 *   ("Spectrally-normalized margin bounds") and Neyshabur, Bhojanapalli and Srebro 2018 are led by.
 *
 * For a network with convolutions the spectral product is no such bound, only a number that goes by the same formula: a
 * convolution can stretch a whole feature map by up to √(height · width of the kernel) times the spectral norm of its
 * matrix, and branches side by side are multiplied as if they followed each other. With batch normalisation both products
 * change if a kernel is rescaled, although the network does not; `path-norm` folds it in.
 *
 * @param pause lets others have a turn; what it throws ends the work
 */
export async function layerNorms(
  weights: readonly NamedTensor[],
  pause: () => Promise<void>,
): Promise<Measures> {
  const measures: Record<string, number> = {};
  let frobenius = 1;
  let spectral = 1;
  for (const kernel of kernelsOf(weights)) {
    const size = l2Norm([kernel]);
    const stretch = await spectralNorm(kernel, pause);
    measures[`frobenius-norm/${kernel.layer}`] = size;
    measures[`spectral-norm/${kernel.layer}`] = stretch;
    frobenius *= size;
    spectral *= stretch;
  }
  return { ...measures, 'frobenius-product': frobenius, 'spectral-product': spectral };
}

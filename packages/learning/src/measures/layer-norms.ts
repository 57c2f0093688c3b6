import type { Measures, NamedTensor } from '@rote/domain';
import { l2Norm } from './euclidean-norms.js';
import { kernelsOf } from './kernel-matrix.js';
import { spectralNorm } from './spectral-norm.js';
/**
 * Computes norms of the layers' kernels as matrices [fan-in, outputs], and their products over the layers. Biases and batch
 * normalization, its γ included, do not count: the kernels are taken unscaled by γ and running averages.
 *
 * - `frobenius-norm/LAYER` = ‖W‖_F = √(Σ W²), and `frobenius-product` = Π ‖W‖_F, the bound of Neyshabur, Tomioka and
 *   Srebro 2015 ("Norm-based capacity control in neural networks") up to its factor 2^depth;
 * - `spectral-norm/LAYER` = ‖W‖₂, and `spectral-product` = Π ‖W‖₂. If all layers are dense (MLPs, linear models), the
 *   product bounds the network's Lipschitz constant. It is the leading term of the margin bounds of Bartlett, Foster and
 *   Telgarsky 2017 ("Spectrally-normalized margin bounds") and Neyshabur, Bhojanapalli and Srebro 2018.
 *
 * For a network with convolutions, the spectral product is not such a bound but only a number with the same formula: a
 * convolution can stretch a whole feature map by up to √(height · width of the kernel) times the spectral norm of its matrix,
 * parallel branches are multiplied as if they were consecutive, and a shortcut without a kernel does not count, although
 * x + f(x) can stretch by 1 more than f. With batch normalization, both products change if a kernel is rescaled, although the
 * network does not; `path-norm` takes batch normalization into account.
 *
 * @param pause yields to other work; if it throws, the computation ends
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

/**
 * `rademacher`: 2·accuracy − 1, which is (1/n)·Σ σ_i·h(x_i) for the labels σ = ±1 that were drawn and the network h that
 * was trained on them: what one draw says from below about the empirical Rademacher complexity of what this training
 * reaches, E sup (1/n)·Σ σ_i·h(x_i) (paper, section 2.2; Bartlett and Mendelson 2002). Near 1, a bound by it is vacuous.
 *
 * @param trainAccuracy on uniformly random labels of two classes, 0 … 1
 */
export const rademacherProxy = (trainAccuracy: number): number => 2 * trainAccuracy - 1;

/**
 * `rademacher`: 2·accuracy − 1, which equals (1/n)·Σ σ_i·h(x_i) for the drawn labels σ = ±1 and the network h trained
 * on them. From one draw, it bounds from below the empirical Rademacher complexity of the networks that this training
 * reaches, E sup (1/n)·Σ σ_i·h(x_i) (paper, section 2.2; Bartlett and Mendelson 2002). Near 1, a bound by that
 * complexity is vacuous.
 *
 * @param trainAccuracy accuracy on uniformly random labels of two classes, 0 … 1
 */
export const rademacherProxy = (trainAccuracy: number): number => 2 * trainAccuracy - 1;

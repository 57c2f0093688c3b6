/** The quantiles for 1 to 30 degrees of freedom. */
const TABLE = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614,
  2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];
const Z = 1.959963984540054;

/**
 * Returns the 97.5 % quantile of Student's t distribution, as the SQL function `student_t_975` does; from 31 degrees of freedom
 * by the expansion of Cornish and Fisher (Abramowitz and Stegun 1964, 26.7.5).
 *
 * @param degrees of freedom, at least 1
 */
export function studentT975(degrees: number): number {
  const listed = TABLE[degrees - 1];
  if (listed !== undefined) return listed;
  return (
    Z +
    (Z ** 3 + Z) / (4 * degrees) +
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * degrees ** 2) +
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / (384 * degrees ** 3)
  );
}

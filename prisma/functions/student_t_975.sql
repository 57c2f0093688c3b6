-- The 97.5 % quantile of Student's t distribution. From 31 degrees of freedom, by the expansion of Cornish and Fisher
-- (Abramowitz and Stegun 26.7.5), whose error is at most 2e-6. Null below 1.
CREATE OR REPLACE FUNCTION student_t_975(df BIGINT) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN df < 1 THEN NULL
        WHEN df <= 30 THEN ('{12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
            2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
            2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230,
            2.042272}'::DOUBLE PRECISION[])[df]
        ELSE z + (z ^ 3 + z) / (4 * df) + (5 * z ^ 5 + 16 * z ^ 3 + 3 * z) / (96 * df::DOUBLE PRECISION ^ 2)
            + (3 * z ^ 7 + 19 * z ^ 5 + 17 * z ^ 3 - 15 * z) / (384 * df::DOUBLE PRECISION ^ 3)
    END
    FROM (VALUES (1.959963984540054::DOUBLE PRECISION)) AS normal (z)
$$;

COMMENT ON FUNCTION student_t_975(bigint) IS
    'The 97.5 % quantile of Student''s t distribution with this many degrees of freedom; null below 1.';

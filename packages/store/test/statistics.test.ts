import { useStore } from '@rote/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('student_t_975', () => {
  it('has the values of the tables', async () => {
    const { sql } = await useStore();
    const rows = await sql(
      `SELECT student_t_975(df) AS t FROM unnest('{0, 1, 2, 9, 30, 31, 40, 60, 120, 1000000}'::bigint[]) df`,
    );
    // Abramowitz and Stegun 26.10, and for 31 scipy.stats.t.ppf(0.975, 31).
    const expected = [null, 12.706, 4.303, 2.262, 2.042, 2.0395, 2.021, 2.0, 1.98, 1.96];
    expect(rows.map(({ t }) => t === null)).toEqual(expected.map((t) => t === null));
    for (const [index, t] of expected.entries()) if (t !== null) expect(rows[index]?.['t']).toBeCloseTo(t, 3);
  });

  it('falls with each additional degree of freedom, also from the table to the approximation', async () => {
    const { sql } = await useStore();
    await expect(
      sql(`SELECT df FROM generate_series(1, 100) df WHERE student_t_975(df) <= student_t_975(df + 1)`),
    ).resolves.toEqual([]);
    const [row] = await sql('SELECT student_t_975(30) - student_t_975(31) AS step');
    expect(row?.['step']).toBeCloseTo(2.042_272 - 2.039_513, 5);
  });
});

describe('over_seeds', () => {
  it('returns the number, mean, sample deviation and interval, ignoring nulls', async () => {
    const { sql } = await useStore();
    const [row] = await sql(`SELECT * FROM over_seeds('{1, NULL, 2, 6}')`);
    // Deviations -2, -1, 3: a variance of 14 / 2; t with two degrees of freedom.
    expect(row).toMatchObject({ n: '3', mean: 3, sd: Math.sqrt(7) });
    const half = (4.302653 * Math.sqrt(7)) / Math.sqrt(3);
    expect(row?.['low']).toBeCloseTo(3 - half, 10);
    expect(row?.['high']).toBeCloseTo(3 + half, 10);
  });

  it('has a mean between the least and the greatest number, equal to the number if all are equal', async () => {
    const { sql } = await useStore();
    const numbers = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }));
    const samples = fc.oneof(
      fc.array(numbers, { minLength: 1 }),
      fc.tuple(numbers, fc.integer({ min: 1, max: 40 })).map(([x, n]) => Array<number>(n).fill(x)),
    );
    await fc.assert(
      fc.asyncProperty(samples, async (sample) => {
        const [row] = await sql('SELECT s.*, mean_of($1) AS plain FROM over_seeds($1) s', [sample]);
        const [least, greatest] = [Math.min(...sample), Math.max(...sample)];
        const { mean, sd, plain } = row as Readonly<Record<string, number | null>>;
        expect(row?.['n']).toBe(String(sample.length));
        if (least < -1e150 && greatest > 1e150 && Number.isNaN(mean)) return; // infinite in both directions
        expect(mean! >= least && mean! <= greatest).toBe(true);
        expect(plain! >= least && plain! <= greatest).toBe(true);
        if (least === greatest)
          expect([mean! + 0, plain! + 0, sd]).toEqual([least + 0, least + 0, sample.length > 1 ? 0 : null]); // no -0
      }),
      { numRuns: 300 },
    );
    await expect(
      sql(`SELECT avg(x) = 0.1 AS naive FROM unnest('{0.1,0.1,0.1}'::float8[]) x`),
    ).resolves.toEqual([{ naive: false }]);
  });

  it('cuts the interval to the range of the quantity', async () => {
    const { sql } = await useStore();
    await expect(sql(`SELECT low, high FROM over_seeds('{0.1, 0.9}', 0, 1)`)).resolves.toEqual([
      { low: 0, high: 1 },
    ]);
    await expect(sql(`SELECT low, high FROM over_seeds('{0.5}', 0, 1)`)).resolves.toEqual([
      { low: null, high: null },
    ]);
  });

  it('returns the numbers themselves if there are fewer than four', async () => {
    const { sql } = await useStore();
    const singles = (sample: string) =>
      sql(`SELECT singles FROM over_seeds('${sample}', 0, 1)`) as Promise<readonly { singles: unknown }[]>;
    await expect(singles('{0.9, NULL, 0.1, 0.5}')).resolves.toEqual([{ singles: [0.1, 0.5, 0.9] }]);
    await expect(singles('{0.5}')).resolves.toEqual([{ singles: [0.5] }]);
    await expect(singles('{NULL}')).resolves.toEqual([{ singles: [] }]);
    await expect(singles('{0.1, 0.2, 0.3, 0.4}')).resolves.toEqual([{ singles: null }]);
  });

  it('returns no spread for one number, and nothing for none', async () => {
    const { sql } = await useStore();
    await expect(
      sql(`SELECT s.* FROM (VALUES ('{5}'::float8[]), ('{}'), ('{NULL}')) v (sample), over_seeds(sample) s`),
    ).resolves.toEqual([
      { n: '1', mean: 5, sd: null, low: null, high: null },
      { n: '0', mean: null, sd: null, low: null, high: null },
      { n: '0', mean: null, sd: null, low: null, high: null },
    ]);
  });
});

/** Kendall's tau-b by its definition. */
function tau(x: readonly number[], y: readonly number[]): number | null {
  let [concordant, discordant, tiedInX, tiedInY] = [0, 0, 0, 0];
  for (const [i, a] of x.entries())
    for (let j = 0; j < i; j++) {
      const [inX, inY] = [Math.sign(a - x[j]!), Math.sign(y[i]! - y[j]!)];
      if (inX === 0) tiedInX++;
      if (inY === 0) tiedInY++;
      if (inX * inY > 0) concordant++;
      if (inX * inY < 0) discordant++;
    }
  const pairs = (x.length * (x.length - 1)) / 2;
  const scale = Math.sqrt(pairs - tiedInX) * Math.sqrt(pairs - tiedInY);
  return scale === 0 ? null : (concordant - discordant) / scale;
}

describe('kendall_tau', () => {
  it.each([
    ['the same order', '{1,2,3,4}', '{10,20,30,40}', 1],
    ['the reverse order', '{1,2,3,4}', '{4,3,2,1}', -1],
    ['one of six pairs in another order', '{1,2,3,4}', '{1,2,4,3}', 4 / 6],
    // Five of six pairs differ in x, four in y; of the three that differ in both, one agrees.
    ['ties in both', '{1,1,2,3}', '{1,2,2,1}', -1 / Math.sqrt(5 * 4)],
    ['a tie only in x', '{1,1,2}', '{1,2,3}', 2 / Math.sqrt(2 * 3)],
    ['everything tied in one', '{1,1,1}', '{1,2,3}', null],
    ['one pair of numbers', '{1}', '{1}', null],
    ['no numbers', '{}', '{}', null],
    ['no arrays', null, null, null],
    ['nulls', '{1,NULL,2,3}', '{3,9,NULL,5}', 1],
    ['not-a-number as the largest, infinities before it', '{-Infinity,0,Infinity,NaN}', '{1,2,3,4}', 1],
  ])('%s', async (_, x, y, expected) => {
    const { sql } = await useStore();
    const [row] = await sql('SELECT kendall_tau($1, $2) AS tau', [x, y]);
    if (expected === null) expect(row?.['tau']).toBeNull();
    else expect(row?.['tau']).toBeCloseTo(expected, 12);
  });

  it('rejects arrays of different lengths', async () => {
    const { sql } = await useStore();
    await expect(sql(`SELECT kendall_tau('{1,2,3}', '{2,3}')`)).rejects.toThrow(
      'kendall_tau: the arrays have 3 and 2 numbers; their lengths must be equal',
    );
  });

  it('matches the definition for any numbers', async () => {
    const { sql } = await useStore();
    const few = fc.integer({ min: -3, max: 3 });
    const many = fc.double({ noNaN: true, noDefaultInfinity: true });
    const pairs = fc.oneof(
      fc.array(fc.tuple(few, few)),
      fc.array(fc.tuple(many, few)),
      fc.array(fc.tuple(many, many)),
    );
    await fc.assert(
      fc.asyncProperty(pairs, async (numbers) => {
        const [x, y] = [numbers.map(([a]) => a), numbers.map(([, b]) => b)];
        const [row] = await sql('SELECT kendall_tau($1, $2) AS tau', [x, y]);
        const expected = tau(x, y);
        if (expected === null) expect(row?.['tau']).toBeNull();
        else expect(row?.['tau']).toBeCloseTo(expected, 12);
      }),
      { numRuns: 100 },
    );
  });
});

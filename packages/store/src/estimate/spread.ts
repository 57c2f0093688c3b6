import { createPace, type WorkRecord } from './pace.js';

/** How far estimates were off, in natural logarithms of the actual over the estimated time. */
export interface Spread {
  /** Mean over whole sweeps: above 0 if they took longer than estimated. */
  readonly shift: number;
  /** Variance between sweeps: what all cells of one have in common, such as what else the machine did. */
  readonly betweenSweeps: number;
  /** Variance between the cells of a sweep. */
  readonly withinSweeps: number;
  /** Number of sweeps that it was learned from. */
  readonly sweeps: number;
  /** Degrees of freedom of these variances, including those of the prior. */
  readonly freedom: number;
}

/**
 * What is believed before anything is known: a sweep, and each of its cells, takes 1.5 times as long or as short as
 * estimated (0.4 in logarithms). It counts as much as three sweeps, and three cells.
 */
const PRIOR = { variance: 0.4 ** 2, weight: 3 } as const;

/** More sweeps than this add little, and each takes time that is proportional to the number of records. */
const MAX_SWEEPS = 40;
/** So many cells of any number of records show it well enough. */
const MAX_RECORDS = 500;

interface Residuals {
  /** Of the whole sweep; `undefined` if no other sweep has records of such cells. */
  readonly whole: number | undefined;
  readonly cells: readonly number[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const squaresAround = (mean: number, numbers: readonly number[]): number =>
  sum(numbers.map((each) => (each - mean) ** 2));
const meanOf = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : sum(numbers) / numbers.length;

/** Compares the time of each cell with what the records of `others` say of it. */
function compare(
  cells: readonly WorkRecord[],
  others: readonly WorkRecord[],
): readonly { readonly actual: number; readonly estimated: number }[] {
  const pace = createPace(others);
  return cells.flatMap((cell) => {
    const estimated = pace.costOf(cell)?.seconds ?? 0;
    const actual = cell.seconds + (cell.overheadSeconds ?? 0);
    return estimated > 0 && actual > 0 ? [{ actual, estimated }] : [];
  });
}

function residualsOf(cells: readonly WorkRecord[], others: readonly WorkRecord[]): Residuals {
  const compared = compare(cells, others);
  // Without other sweeps, cells can still be compared with one another.
  const among = compared.length > 0 ? compared : compare(cells, cells);
  const log = ({ actual, estimated }: { readonly actual: number; readonly estimated: number }): number =>
    Math.log(actual / estimated);
  return {
    whole:
      compared.length === 0
        ? undefined
        : log({
            actual: sum(compared.map(({ actual }) => actual)),
            estimated: sum(compared.map(({ estimated }) => estimated)),
          }),
    cells: among.map(log),
  };
}

function groupBySweep(records: readonly WorkRecord[]): readonly (readonly WorkRecord[])[] {
  const groups = new Map<string | null, WorkRecord[]>();
  for (const record of records) {
    if (record.overheadSeconds === null) continue;
    const group = groups.get(record.trainedFor);
    if (group === undefined) groups.set(record.trainedFor, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

/**
 * Learns how far estimates are off from finished cells: it estimates each sweep from the records of the others, and
 * compares. The variance between sweeps is what remains of theirs after that of their cells.
 */
export function learnSpread(records: readonly WorkRecord[]): Spread {
  const step = Math.ceil(records.length / MAX_RECORDS);
  const groups = groupBySweep(records.filter((_, index) => index % step === 0));
  const residuals = groups.slice(0, MAX_SWEEPS).map((cells) =>
    residualsOf(
      cells,
      groups.flatMap((group) => (group === cells ? [] : group)),
    ),
  );
  const squaresWithin = sum(residuals.map(({ cells }) => squaresAround(meanOf(cells), cells)));
  const freedomWithin = sum(residuals.map(({ cells }) => Math.max(0, cells.length - 1)));
  const withinSweeps = (PRIOR.weight * PRIOR.variance + squaresWithin) / (PRIOR.weight + freedomWithin);
  const known = residuals.flatMap(({ whole, cells }) =>
    whole === undefined ? [] : [{ whole, cells: cells.length }],
  );
  // One sweep more, without a shift, keeps a single sweep from deciding.
  const shift = sum(known.map(({ whole }) => whole)) / (known.length + 1);
  const squaresBetween = sum(
    known.map(({ whole, cells }) => Math.max(0, (whole - shift) ** 2 - withinSweeps / cells)),
  );
  const freedom = PRIOR.weight + known.length;
  return {
    shift,
    betweenSweeps: (PRIOR.weight * PRIOR.variance + squaresBetween) / freedom,
    withinSweeps,
    sweeps: known.length,
    freedom,
  };
}

import { canonicalJson, type Cell, startExpansion, parameterCount, readSweepSpec } from '@rote/domain';

/** What a spec expands to, found without a server. */
export interface LocalPlan {
  readonly cells: number;
  readonly warnings: readonly string[];
  /** Every different network or model: how many cells have it, and its weights. */
  readonly models: readonly { readonly name: string; readonly cells: number; readonly weights: number }[];
  /** Every different way of training, with defaults written out. */
  readonly trainings: readonly { readonly training: Cell['training']; readonly cells: number }[];
  /** Train images seen if every cell takes all its epochs. */
  readonly images: number;
}

/** Counts values by key. */
function createTally<T>(): {
  add(key: string, value: () => T): void;
  entries(): readonly (T & { cells: number })[];
} {
  const tally = new Map<string, T & { cells: number }>();
  return {
    add(key, value) {
      const entry = tally.get(key);
      if (entry === undefined) tally.set(key, { ...value(), cells: 1 });
      else entry.cells++;
    },
    entries: () => [...tally.values()],
  };
}

/**
 * Checks a spec and expands it.
 *
 * @param nameOf returns the name of a cell's architecture
 * @throws InvalidInputError `spec-invalid` with every fault
 */
export function planLocally(input: unknown, nameOf: (cell: Cell) => string): LocalPlan {
  const { spec, placeOf } = readSweepSpec(input);
  const expansion = startExpansion(spec, placeOf);
  const models = createTally<{ name: string; weights: number }>();
  const trainings = createTally<{ training: Cell['training'] }>();
  let cells = 0;
  let images = 0;
  for (const step of expansion.steps) {
    if (step === undefined) continue;
    const { cell } = step;
    cells++;
    images += cell.training.epochs * cell.dataset.train;
    const weights = parameterCount(cell);
    models.add(`${nameOf(cell)} ${String(weights)}`, () => ({ name: nameOf(cell), weights }));
    trainings.add(canonicalJson(cell.training), () => ({ training: cell.training }));
  }
  return {
    cells,
    warnings: expansion.warnings(),
    models: models.entries(),
    trainings: trainings.entries(),
    images,
  };
}

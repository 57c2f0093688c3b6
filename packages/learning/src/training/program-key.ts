import type { Cell } from '@rote/domain';
import { canonicalJson } from '@rote/domain';
import type { Program } from '../engine/program.js';

/** Fields with the reason for their exclusion, or with the exclusions among their own fields. */
type Exclusions<Value> = {
  readonly [Field in keyof Value]?: string | (Value[Field] extends object ? Exclusions<Value[Field]> : never);
};

/**
 * The parts of a cell that do not change its program, and why. Everything else is in the program's key, including any
 * field that is added to cells later. A forgotten exclusion costs only another recording of a graph; a field forgotten
 * in a key would run another cell's graph, with results that are silently wrong.
 */
export const EXCLUDED_FROM_KEY = {
  seed: 'it determines only values of variables, residents and feeds',
  seeds: 'the same as for the seed',
  corruption:
    'labels and pixels are residents or feeds, whose shapes state the number of classes and of orders',
  testLabels: 'labels are residents or feeds',
  leaveOut:
    'it changes indices, which are fed, and the size of the last batch, which the shapes of feeds state',
  measures: 'measuring is not a function of the program',
  regularizer: {
    dropout: 'masks are fed, and the feeds state whether there are any',
    patience: 'it decides between epochs whether there is another one',
  },
  training: {
    epochs: 'it decides between epochs whether there is another one',
    learningRate: 'it is fed as a number at each step',
    decay: 'it changes the learning rate, which is fed',
    decaySteps: 'it changes the learning rate, which is fed',
    stop: 'it decides between epochs whether there is another one',
  },
} as const satisfies Exclusions<Cell>;

const without = (value: object, exclusions: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
      const excluded = exclusions[field];
      if (typeof excluded === 'string') return [];
      return typeof excluded === 'object' && excluded !== null && typeof inner === 'object' && inner !== null
        ? [[field, without(inner, excluded as Readonly<Record<string, unknown>>)]]
        : [[field, inner]];
    }),
  );

/** The part of a cell on which its program depends. */
export const keyedPart = (cell: Cell): object => without(cell, EXCLUDED_FROM_KEY);

/**
 * Returns a key that distinguishes programs: the cell without what is excluded, how it is run, and the shapes of
 * everything that its functions are fed with, read and assign.
 */
export function programKey(
  cell: Cell,
  { variables, residents, functions }: Omit<Program, 'key'>,
  how: { readonly microBatches: number },
): string {
  const shapesOf = (values: readonly { readonly shape: readonly number[]; readonly dtype: string }[]) =>
    values.map(({ shape, dtype }) => [dtype, ...shape]);
  return canonicalJson({
    cell: keyedPart(cell),
    ...how,
    variables: shapesOf(variables),
    residents: shapesOf(residents),
    feeds: Object.entries(functions).map(([name, { feeds }]) => [name, shapesOf(feeds)]),
  });
}

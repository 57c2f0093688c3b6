import type { Cell } from '@rote/domain';
import { canonicalJson } from '@rote/domain';
import type { Program } from '../engine/program.js';

/** Fields, each with why it is excluded, or with those of its own fields that are. */
type Exclusions<Value> = {
  readonly [Field in keyof Value]?: string | (Value[Field] extends object ? Exclusions<Value[Field]> : never);
};

/**
 * What of a cell does not change its program, and why. All else is in the program's key, also a field that is added to
 * cells later: an exclusion that is forgotten costs the recording of a graph, a field that is forgotten in a key would
 * run the graph of another cell, and its results would be wrong in silence.
 */
export const EXCLUDED_FROM_KEY = {
  seed: 'what is drawn from it are values of variables, residents and feeds',
  seeds: 'as the seed',
  corruption: 'labels and pixels are residents or feeds; how many classes and which orders, their shapes say',
  testLabels: 'labels are residents or feeds',
  leaveOut: 'which image is left out changes indices that are fed; that one is, the size of the last batch',
  measures: 'what is measured is no function of the program',
  regularizer: {
    dropout: 'masks are fed; whether there are any, the feeds say',
    patience: 'decides between epochs whether there is another one',
  },
  training: {
    epochs: 'decides between epochs whether there is another one',
    learningRate: 'fed, as a number of each step',
    decay: 'changes the learning rate, which is fed',
    decaySteps: 'changes the learning rate, which is fed',
    stop: 'decides between epochs whether there is another one',
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

/** The part of a cell that its program depends on. */
export const keyedPart = (cell: Cell): object => without(cell, EXCLUDED_FROM_KEY);

/**
 * What tells two programs apart: cells less what is excluded, how they are run, and the shapes of all that their functions
 * are fed with, read and assign.
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

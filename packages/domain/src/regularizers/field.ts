import type { TSchema } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import type { Corruption } from '../corruptions/index.js';

/** The values that an architecture gets if a spec names a regularizer without a number. */
export interface UsualRegularization {
  readonly weightDecay: number;
  readonly dropout: number;
}

/** What a regularizer must be compatible with. */
export interface RegularizerContext {
  readonly dataset: CellDataset;
  readonly corruptions: readonly Corruption['kind'][];
}

/** Everything known about one field of a cell's regularizer, in one file. */
export interface RegularizerField<Value, Chosen = Value> {
  /**
   * Its schema in cells. An optional field is absent if it is off, so that cells from before it existed keep their ids.
   */
  readonly value: TSchema;
  /** Its schema in specs. */
  readonly spec: TSchema;
  /** Its names in specs and results, with the value that each means in a spec. */
  readonly names: Readonly<Record<string, Chosen>>;
  /** The value if a spec omits it. */
  readonly off: Chosen;
  /** Resolves a chosen value for an architecture. */
  resolve(chosen: Chosen, usual: UsualRegularization): Value;
  /** Its name in results; `undefined` if it is off. */
  nameOf(value: Value): string | undefined;
  /** What a report's Methods adds to its name; `undefined` if nothing. */
  describe(value: Value): string | undefined;
  /** What a spec should have instead if the value does not fit the context; `undefined` if it fits. */
  findMisfit(chosen: Chosen, context: RegularizerContext): string | undefined;
}

/** For fields that fit every context, as most do. */
export const FITS_ALL = { findMisfit: () => undefined } as const;

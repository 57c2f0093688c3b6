import type { TSchema } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import type { Corruption } from '../corruptions/index.js';

/** What an architecture is given by a regularizer that a spec names without a number. */
export interface UsualRegularization {
  readonly weightDecay: number;
  readonly dropout: number;
}

/** What a regularizer of a grid meets in it. */
export interface RegularizerContext {
  readonly dataset: CellDataset;
  readonly corruptions: readonly Corruption['kind'][];
}

/** A field of a cell's regularizer: all that is known of it, in one file. */
export interface RegularizerField<Value, Chosen = Value> {
  /** As cells have it. An optional field is absent if it is off, so that cells from before it keep their ids. */
  readonly value: TSchema;
  /** As a spec writes it. */
  readonly spec: TSchema;
  /** The names by which specs and results know it, and what each stands for in a spec. */
  readonly names: Readonly<Record<string, Chosen>>;
  /** If a spec says nothing of it. */
  readonly off: Chosen;
  /** A chosen value for an architecture. */
  resolve(chosen: Chosen, usual: UsualRegularization): Value;
  /** What results call it; `undefined` if it is off. */
  nameOf(value: Value): string | undefined;
  /** What a report's Methods adds to the name; `undefined` if nothing. */
  describe(value: Value): string | undefined;
  /** What it cannot be combined with: what is expected in its place; `undefined` if nothing. */
  findMisfit(chosen: Chosen, context: RegularizerContext): string | undefined;
}

/** What most fields need none of. */
export const FITS_ALL = { findMisfit: () => undefined } as const;

import type { TSchema } from 'typebox';

/** Something wrong with a corruption of a spec, at a pointer below it. */
export interface CorruptionFault {
  readonly at: string;
  readonly expected: string;
  readonly found?: string;
}

/** A way to corrupt a data set: all that is known of one kind, in one file. */
export interface CorruptionVariant<Value, Spec = never, Resolved = Value> {
  /** As cells have it. */
  readonly value: TSchema;
  /** As a spec writes it, with what that comes to; `null` if it is its name. */
  readonly written: {
    readonly spec: TSchema;
    readonly help: string;
    resolve(spec: Spec): Resolved;
    /** What a schema cannot say: limits that depend on the data set. */
    findFaults(spec: Spec, classes: number): readonly CorruptionFault[];
  } | null;
  /**
   * The share of train labels that are replaced with a random class: 0 … 1. Of asymmetric noise, the share that leave
   * their class, were all classes equally frequent.
   */
  labelNoise(value: Value): number;
  /** Whether it moves or replaces pixels. */
  readonly corruptsImages: boolean;
  /** How many classes labels have in place of those of the data set; `null` leaves them. */
  readonly classes: number | null;
  /** In legends of figures, as the paper names it. */
  readonly caption: string;
  /** What a report's Methods says of cells of this kind, given each of their corruptions once. */
  describe(values: readonly Value[]): readonly string[];
  /** What a spec that has it may not mean; `undefined` if nothing. */
  remark(value: Value): string | undefined;
}

/** What most corruptions are: a name without options that leaves labels alone. */
export const PLAIN = {
  written: null,
  labelNoise: () => 0,
  corruptsImages: false,
  classes: null,
  remark: () => undefined,
} as const;

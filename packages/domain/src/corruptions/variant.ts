import type { TSchema } from 'typebox';

/** Something wrong with a spec's corruption, at a JSON pointer below it. */
export interface CorruptionFault {
  readonly at: string;
  readonly expected: string;
  readonly found?: string;
}

/** Everything known about one way to corrupt a data set, in one file. */
export interface CorruptionVariant<Value, Spec = never, Resolved = Value> {
  /** Its schema in cells. */
  readonly value: TSchema;
  /** How a spec writes it, and what that resolves to; `null` if a spec gives only its name. */
  readonly written: {
    readonly spec: TSchema;
    readonly help: string;
    resolve(spec: Spec): Resolved;
    /** Checks what a schema cannot express: limits that depend on the data set. */
    findFaults(spec: Spec, classes: number): readonly CorruptionFault[];
  } | null;
  /**
   * The share of train labels that are replaced with a random class, 0 … 1. For asymmetric noise: the share of labels
   * that change if all classes are equally frequent.
   */
  labelNoise(value: Value): number;
  /** Whether it moves or replaces pixels. */
  readonly corruptsImages: boolean;
  /** Number of classes of the labels; `null` if they keep the classes of the data set. */
  readonly classes: number | null;
  /** Its name in the legends of figures, worded as in the paper. */
  readonly caption: string;
  /** What a report's Methods says about cells of this kind, given each of their distinct corruptions. */
  describe(values: readonly Value[]): readonly string[];
  /** A warning about what the spec may not have intended; `undefined` if there is none. */
  remark(value: Value): string | undefined;
}

/** What most corruptions share: a name without options, and unchanged labels. */
export const PLAIN = {
  written: null,
  labelNoise: () => 0,
  corruptsImages: false,
  classes: null,
  remark: () => undefined,
} as const;

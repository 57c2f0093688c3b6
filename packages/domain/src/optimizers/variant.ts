import type { TSchema } from 'typebox';

/** A number that an optimizer can be given. */
interface OptimizerOption {
  /** As cells have it and specs write it. */
  readonly schema: TSchema;
  /** If a spec says nothing of it; its source is in the variant's file. */
  readonly usual: number;
  /** What reports call it, before its value. */
  readonly symbol: string;
}

/** A way to take steps along gradients: all that is known of one kind before it takes any, in one file. */
export interface OptimizerVariant {
  /** In reports, where it begins a sentence. */
  readonly title: string;
  readonly options: Readonly<Record<string, OptimizerOption>>;
  /**
   * The learning rate that `auto` stands for.
   *
   * @param ofArchitecture what the architecture is usually trained with by SGD
   */
  usualRate(ofArchitecture: number): number;
}

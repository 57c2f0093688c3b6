/** A value of an axis, and the JSON pointer of what a person wrote for it. Values of one range share its pointer. */
export interface PlacedValue {
  readonly value: unknown;
  readonly place: string;
}

/** The values of an axis, and the JSON pointer of the axis. */
export interface PlacedAxis {
  readonly place: string;
  /** Without a list of values, `written` stands as it is: a range of seeds, or something that is not an axis. */
  readonly values: readonly PlacedValue[] | undefined;
  readonly written: unknown;
}

/** A grid without shorthand, each axis with its place. */
export interface PlacedGrid {
  readonly place: string;
  readonly axes: ReadonlyMap<string, PlacedAxis>;
}

/** Whether a value is an object, not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The number of values on all axes of a grid together. A range of seeds counts as one. */
export const countValuesOf = ({ axes }: PlacedGrid): number =>
  [...axes.values()].reduce((sum, { values }) => sum + (values?.length ?? 1), 0);

/** The grid as JSON. */
export const plainGrid = ({ axes }: PlacedGrid): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...axes].map(([axis, { values, written }]) => [axis, values?.map(({ value }) => value) ?? written]),
  );

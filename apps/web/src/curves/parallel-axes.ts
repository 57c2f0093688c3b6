/** A value in a column: a number, or a name. */
type ParallelValue = string | number | boolean | null;

export interface ParallelColumn {
  readonly name: string;
  readonly title: string;
  readonly values: ArrayLike<ParallelValue>;
}

/** A part of an axis, from 0 at its lower end to 1 at its upper end. */
export type Part = readonly [from: number, to: number];

export interface ParallelAxis {
  readonly name: string;
  readonly title: string;
  /** The place of each row, from 0 to 1; NaN if it has no value. */
  readonly places: Float32Array;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Writes the value at a place. */
  readonly textAt: (place: number) => string;
}

/** More decades than this are shown on a logarithmic scale. */
const LINEAR_DECADES = 3;
const TICKS = 5;

const inOrder = (values: readonly (string | boolean)[]): readonly (string | boolean)[] =>
  [...new Set(values)].sort((a, b) => (String(a) < String(b) ? -1 : 1));

/** Returns an axis for a column: by size if it has numbers only, otherwise with a place for each name. */
export function parallelAxis(
  { name, title, values }: ParallelColumn,
  textOf: (value: number) => string,
): ParallelAxis {
  const all = Array.from(values);
  const named = all.filter((value) => typeof value === 'string' || typeof value === 'boolean');
  if (named.length > 0) {
    const order = inOrder(named);
    const placeOf = new Map(
      order.map((value, index) => [value, order.length === 1 ? 0.5 : index / (order.length - 1)]),
    );
    return {
      name,
      title,
      places: Float32Array.from(all, (value) => placeOf.get(value as string) ?? NaN),
      ticks: order.map((value) => ({ at: placeOf.get(value)!, text: String(value) })),
      textAt: (place) => String(order[Math.round(place * (order.length - 1))]),
    };
  }
  const numbers = all.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  let least = Infinity;
  let greatest = -Infinity;
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  const isLog = least > 0 && greatest / least > 10 ** LINEAR_DECADES;
  const scale = (value: number): number => (isLog ? Math.log(value) : value);
  const unscale = (value: number): number => (isLog ? Math.exp(value) : value);
  const span = scale(greatest) - scale(least);
  const placeOf = (value: ParallelValue): number => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return NaN;
    return span > 0 ? (scale(value) - scale(least)) / span : 0.5;
  };
  const valueAt = (place: number): number => (span > 0 ? unscale(scale(least) + place * span) : least);
  const ticks =
    numbers.length === 0
      ? []
      : span > 0
        ? Array.from({ length: TICKS }, (_, index) => index / (TICKS - 1))
        : [0.5];
  return {
    name,
    title,
    places: Float32Array.from(all, placeOf),
    ticks: ticks.map((at) => ({ at, text: textOf(valueAt(at)) })),
    textAt: (place) => textOf(valueAt(place)),
  };
}

/** Rounding must not leave out a value at the end of a part. */
const EDGE = 1e-6;

/** Returns for each row whether it is within the parts of all axes that have one: 1 or 0. */
export function selectRows(axes: readonly ParallelAxis[], parts: ReadonlyMap<string, Part>): Uint8Array {
  const selected = new Uint8Array(axes[0]?.places.length ?? 0).fill(1);
  for (const { name, places } of axes) {
    const part = parts.get(name);
    if (part === undefined) continue;
    const [from, to] = part;
    for (const [row, place] of places.entries())
      if (!(place >= from - EDGE && place <= to + EDGE)) selected[row] = 0;
  }
  return selected;
}

/** Writes parts as an address has them: `test_accuracy~0.5~1,seed~0~0.25`. */
export const partsText = (parts: ReadonlyMap<string, Part>): string | undefined =>
  parts.size === 0
    ? undefined
    : [...parts]
        .map(([name, part]) => [name, ...part.map((place) => Number(place.toFixed(3)))].join('~'))
        .join(',');

/** Reads what {@link partsText} writes, and ignores the rest. */
export function readParts(text: string | undefined): ReadonlyMap<string, Part> {
  const parts = (text ?? '').split(',').flatMap((each): readonly (readonly [string, Part])[] => {
    const [name = '', from = '', to = ''] = each.split('~');
    const part = [Number(from), Number(to)] as const;
    return name !== '' && to !== '' && part[0] >= 0 && part[0] <= part[1] && part[1] <= 1
      ? [[name, part]]
      : [];
  });
  return new Map(parts);
}

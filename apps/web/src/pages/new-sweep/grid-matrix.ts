import type { GridOutline, OutlineAxis } from '@rote/domain/outline';

/** A part of a grid as a picture: two of its axes as rows and columns, the others folded into each square. */
export interface GridMatrix {
  readonly title: string;
  readonly rows: MatrixAxis;
  readonly columns: MatrixAxis;
  /** Combinations in each square. */
  readonly perSquare: number;
  /** What is folded: `3 seeds`. */
  readonly folded: readonly string[];
  /** All combinations of its values. */
  readonly combinations: number;
}

interface MatrixAxis {
  readonly title: string;
  readonly labels: readonly string[];
  /** How many more there are than labels. */
  readonly more: number;
}

/** More squares in a row are too small to see. */
const MOST_LABELS = 24;

/** Writes a value as it may stand on an axis: `partial-labels 0.5`. */
export function labelOf(value: unknown): string {
  if (Array.isArray(value))
    return value.length > 3 ? `[${String(value.length)}]` : `[${value.map(labelOf).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]) => (key === 'kind' ? labelOf(part) : `${key} ${labelOf(part)}`))
    .join(', ');
}

const titleOf = ({ names }: OutlineAxis): string => names.join(' + ');
const isSeeds = ({ names }: OutlineAxis): boolean => names.every((name) => /^seed$|Seed$/.test(name));

const show = (axis: OutlineAxis | undefined): MatrixAxis =>
  axis === undefined
    ? { title: '', labels: [''], more: 0 }
    : {
        title: titleOf(axis),
        labels: axis.steps.slice(0, MOST_LABELS).map((step) => step.map(labelOf).join(' + ')),
        more: Math.max(0, axis.steps.length - MOST_LABELS),
      };

/** Seeds last: they repeat the others. Of the others, those with the most values are seen best. */
const byInterest = (a: OutlineAxis, b: OutlineAxis): number =>
  Number(isSeeds(a)) - Number(isSeeds(b)) || b.steps.length - a.steps.length;

/** Draws up the picture of a part. */
export function matrixOf({ part, when, axes }: GridOutline): GridMatrix {
  const varied = axes.filter(({ steps }) => steps.length > 1).sort(byInterest);
  const fixed = axes.filter(({ steps }) => steps.length === 1);
  const [first, second] = [varied[0] ?? fixed[0], varied[1]];
  const folded = varied.slice(2);
  const product = (all: readonly OutlineAxis[]): number =>
    all.reduce((count, { steps }) => count * steps.length, 1);
  const conditions = Object.entries(when).map(
    ([axis, values]) => `${axis} is ${values.map(labelOf).join(' or ')}`,
  );
  return {
    title: conditions.length === 0 ? part : `${part}: only where ${conditions.join(' and ')}`,
    rows: show(first),
    columns: show(second),
    perSquare: product(folded),
    folded: folded.map((axis) => `${String(axis.steps.length)} × ${titleOf(axis)}`),
    combinations: product(axes),
  };
}

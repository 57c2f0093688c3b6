import { CORRUPTION_AND_NOISE, findAxis, type GridAxis } from './grid-axis.js';
import type { GridCells } from './grid-cells.js';
import type { GridView } from './grid-view.js';

/** What people look for first. Other columns follow in the order of the sweep. */
const FIRST = [
  CORRUPTION_AND_NOISE,
  'architecture',
  'regularizer',
  'label_noise',
  'train_images',
  'dataset',
  'optimizer',
  'learning_rate',
  'batch_size',
];
/** Digests, which say nothing on a side. */
const LAST = ['settings', 'optimizer_options'];
/** More panels than these are too small to read. */
const MOST_PANELS = 12;

/** The axes that a person can choose, the usual ones first. */
export function listAxes(cells: Pick<GridCells, 'axes'>): GridAxis[] {
  const columns = [...cells.axes.keys()];
  const isTogether = isFinerThan(cells, CORRUPTION_AND_NOISE, 'corruption');
  const keys = [
    ...FIRST.filter((key) => key !== CORRUPTION_AND_NOISE || isTogether),
    ...columns.filter((name) => !LAST.includes(name) && !FIRST.includes(name)),
    ...LAST,
  ];
  if (!isTogether) keys.unshift('corruption');
  else keys.push('corruption');
  return [...new Set(keys)].flatMap((key) => findAxis(cells, key) ?? []);
}

function isFinerThan(cells: Pick<GridCells, 'axes'>, key: string, than: string): boolean {
  const axis = findAxis(cells, key);
  const other = findAxis(cells, than);
  return axis !== undefined && (other === undefined || axis.values.length > other.values.length);
}

/**
 * Chooses the sides that show the most of a sweep: corruption along x, and the larger of architecture and regularizer along y.
 * An axis that follows from those already chosen is left out, such as the dropout of a regularizer. Seeds are folded.
 *
 * @param room how many readable columns fit beside each other: panels are beside each other if they fit
 */
export function chooseAxes(cells: Pick<GridCells, 'axes' | 'size'>, room: number): GridView {
  const isSeed = ({ columns }: GridAxis): boolean => columns.some((name) => cells.axes.get(name)!.isSeed);
  const axes = listAxes(cells);
  const chosen = independentOf(axes.filter((axis) => !isSeed(axis)));
  const [x = axes.find(isSeed), ...others] = chosen;
  const [y, ...panels] = others.sort((a, b) => b.values.length - a.values.length);
  const [larger, smaller] = panels.filter(({ values }) => values.length <= MOST_PANELS);
  const sides = { x: x?.key, y: y?.key };
  const fits = (axis: GridAxis | undefined): boolean =>
    axis !== undefined && (x?.values.length ?? 1) * axis.values.length <= room;
  return fits(larger)
    ? { ...sides, beside: larger?.key, below: smaller?.key }
    : { ...sides, beside: fits(smaller) ? smaller?.key : undefined, below: larger?.key };
}

/** Each axis that tells apart cells which those before it do not. */
function independentOf(axes: readonly GridAxis[]): GridAxis[] {
  const kept: GridAxis[] = [];
  let groups: Uint32Array | undefined;
  let count = 1;
  for (const axis of axes) {
    const width = axis.values.length;
    const found = new Map<number, number>();
    const joined = axis.codes.map((code, row) => {
      const pair = (groups?.[row] ?? 0) * width + code;
      let group = found.get(pair);
      if (group === undefined) found.set(pair, (group = found.size));
      return group;
    });
    if (found.size === count) continue;
    kept.push(axis);
    groups = joined;
    count = found.size;
    if (count === axis.codes.length) break;
  }
  return kept;
}

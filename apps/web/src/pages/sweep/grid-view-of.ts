import { chooseAxes } from '../../grid/model/choose-axes.js';
import { findAxis } from '../../grid/model/grid-axis.js';
import type { GridCells } from '../../grid/model/grid-cells.js';
import { chooseMetric, findMetric, type GridMetric } from '../../grid/model/grid-metric.js';
import { GRID_SIDES, type GridSide, type GridView } from '../../grid/model/grid-view.js';
import { NO_AXIS, type GridSearch } from './grid-search.js';

/** A square with a number and a label above it. */
const COLUMN_WIDTH = 72;

/** Returns how many readable columns fit into a width. */
export const roomOf = (width: number): number => Math.floor(width / COLUMN_WIDTH);

/** Returns the sides that an address asks for; those that suit the data and the room where it asks for none. */
export function gridViewOf(cells: GridCells, search: GridSearch, room: number): GridView {
  const asked = GRID_SIDES.filter((side) => search[side] !== undefined);
  const chosen = chooseAxes(cells, room);
  const taken = new Set(asked.flatMap((side) => search[side]?.split(',') ?? []));
  const sideOf = (side: GridSide): string | undefined => {
    const key = search[side];
    if (key === NO_AXIS) return undefined;
    if (key !== undefined) return findAxis(cells, key) === undefined ? undefined : key;
    // An axis that the person has put on another side.
    const usual = chosen[side];
    return usual?.split(',').some((column) => taken.has(column)) === true ? undefined : usual;
  };
  return { x: sideOf('x'), y: sideOf('y'), beside: sideOf('beside'), below: sideOf('below') };
}

export const metricOf = (cells: GridCells, search: GridSearch): GridMetric =>
  findMetric(search.metric) ?? chooseMetric(cells);

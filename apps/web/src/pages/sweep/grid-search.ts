import { readPanelSearch } from './panels/panel-search.js';

/** How a sweep is shown; part of the address. What is left out is chosen by the data. */
export interface GridSearch {
  /** Columns of the view "results", joined by commas; `none` for a side without an axis. */
  readonly x?: string;
  readonly y?: string;
  /** Panels beside each other. */
  readonly beside?: string;
  /** Panels below each other. */
  readonly below?: string;
  /** What squares are colored by. */
  readonly metric?: string;
  readonly colors?: 'cividis';
  readonly as?: 'table';
  /** Positions of chosen cells: `0-99,205`. A long choice is not in the address. */
  readonly chosen?: string;
  /** The panel on show. */
  readonly panel?: string;
}

/** A side without an axis. */
export const NO_AXIS = 'none';

const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value) !== ''
    ? String(value)
    : undefined;

/** Reads the address, with what the panels keep in it, and ignores what it does not know. */
export function readGridSearch(address: Readonly<Record<string, unknown>>): GridSearch {
  const fields = {
    ...readPanelSearch(address),
    x: textOf(address.x),
    y: textOf(address.y),
    beside: textOf(address.beside),
    below: textOf(address.below),
    metric: textOf(address.metric),
    colors: address.colors === 'cividis' ? 'cividis' : undefined,
    as: address.as === 'table' ? 'table' : undefined,
    chosen: textOf(address.chosen),
    panel: textOf(address.panel),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

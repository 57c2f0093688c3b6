/** How the panels of a sweep are shown; part of the address. */
export interface PanelSearch {
  /** Learning curves: the quantities, separated by commas. */
  readonly show?: string;
  /** The column by which curves and points are colored. */
  readonly color?: string;
  readonly epochs?: 'log';
  readonly loss?: 'linear';
  /** The weight of the average by which curves are smoothed, from 0 to 0.99. */
  readonly smooth?: number;
  /** Whether each seed has its own curve. */
  readonly seeds?: 'each';
  /** Measures: the columns of both axes. */
  readonly measure?: string;
  readonly against?: string;
  readonly scale?: 'log';
  /** The chosen part of each axis that has one. */
  readonly parts?: string;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const only = <Word extends string>(value: unknown, word: Word): Word | undefined =>
  value === word ? word : undefined;

const weightOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && value < 1 ? value : undefined;

/** Reads the address, and ignores what it does not know. */
export function readPanelSearch(search: Readonly<Record<string, unknown>>): PanelSearch {
  const fields = {
    show: textOf(search.show),
    color: textOf(search.color),
    epochs: only(search.epochs, 'log'),
    loss: only(search.loss, 'linear'),
    smooth: weightOf(search.smooth),
    seeds: only(search.seeds, 'each'),
    measure: textOf(search.measure),
    against: textOf(search.against),
    scale: only(search.scale, 'log'),
    parts: textOf(search.parts),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

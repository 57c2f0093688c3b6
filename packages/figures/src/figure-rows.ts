import type { ReportRows, SweepReport } from '@rote/domain';

/** What a row is about besides its other columns: rows of equal settings differ in nothing but those. */
export interface OfSettings {
  /** A digest of all that cells have besides seeds, a learning rate for example. */
  readonly settings?: string;
}

/** What a rank correlation is over: cells with as many images of one data set. */
export interface OfImages {
  readonly dataset?: string;
  readonly trainImages?: number;
}

/** A point of a curve of the paper's figures 1a, 1b, 1c and 2b; accuracies and errors are 0 … 1, losses are in nats. */
export interface PaperPoint {
  /** For example `figure-1a`. */
  readonly source: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  /** Of a curve against epochs. */
  readonly epoch: number | null;
  readonly metric: string;
  readonly value: number;
}

/** What is behind a digest. */
export interface SettingsRow {
  readonly settings: string;
  readonly architecture: string;
  readonly regularizer: string;
  /** As JSON: a cell without its seeds, its corruption and the number of its train images. */
  readonly spec: string;
}

type Extended<Name, Table> = Table extends readonly (infer Row)[]
  ? readonly (Row & (Name extends 'measureCorrelation' ? OfImages : OfSettings))[]
  : never;

/** The rows behind figures and tables, and the paper's curves in full. */
export type FigureRows = {
  readonly [Name in keyof ReportRows]: Extended<Name, ReportRows[Name]>;
} & { readonly paperCurves?: readonly PaperPoint[]; readonly settings?: readonly SettingsRow[] };

/** The row of one of these tables. */
export type RowOf<Name extends keyof ReportRows> = FigureRows[Name][number];

/** All that a page says of a sweep. */
export interface FigureReport extends Omit<SweepReport, 'rows'> {
  readonly rows: FigureRows;
}

/** What a new sweep begins with; part of the address. */
export interface NewSweepSearch {
  /** The id of a sweep whose text is copied. */
  readonly from?: string;
  /** The name of a preset. */
  readonly preset?: string;
}

/** Reads the address, and ignores what it does not know. */
export const readNewSweepSearch = ({ from, preset }: Readonly<Record<string, unknown>>): NewSweepSearch => ({
  ...(typeof from === 'string' && from !== '' && { from }),
  ...(typeof preset === 'string' && preset !== '' && { preset }),
});

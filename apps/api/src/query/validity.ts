export interface Validity {
  value(): void;
  null(): void;
  /** Returns what was collected, and begins again. */
  finish(): {
    readonly length: number;
    readonly nullCount: number;
    readonly nullBitmap: Uint8Array | null;
  };
}

/** The bits of a column that say which values are not null; none if all are. */
export function createValidity(): Validity {
  let length = 0;
  let nulls: number[] = [];
  return {
    value(): void {
      length++;
    },
    null(): void {
      nulls.push(length++);
    },
    finish() {
      const nullBitmap = nulls.length === 0 ? undefined : new Uint8Array((length + 7) >> 3).fill(0xff);
      for (const index of nulls)
        if (nullBitmap !== undefined)
          nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) & ~(1 << (index & 7));
      const finished = { length, nullCount: nulls.length, nullBitmap: nullBitmap ?? null };
      length = 0;
      nulls = [];
      return finished;
    },
  };
}

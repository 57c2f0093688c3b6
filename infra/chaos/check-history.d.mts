/** Of a cell, what an attempt or an undisturbed run measured. */
export interface Measured {
  readonly result: Readonly<Record<string, unknown>> & { readonly final: { readonly epoch: number } | null };
  readonly curve: readonly { readonly epoch: number; readonly trainLoss: number }[];
}

export interface FinalRow {
  readonly state: string;
  readonly error: { readonly class: string; readonly message: string } | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly outcome: string | null;
    readonly microBatches: 1 | 2;
  }[];
  readonly results: readonly { readonly attempt: number; readonly measured: Measured }[];
}

export interface History {
  readonly cellIds: readonly string[];
  readonly polls: readonly {
    readonly cells: readonly { readonly id: string; readonly result: string | null }[];
  }[];
  readonly rows: Readonly<Record<string, FinalRow>>;
  readonly reference: Readonly<Record<string, Readonly<Partial<Record<1 | 2, Measured>>>>>;
  readonly trainedOnce?: boolean;
}

export interface Verdict {
  readonly lost: number;
  readonly duplicated: number;
  readonly changed: number;
  readonly details: readonly string[];
}

export function checkHistory(history: History): Verdict;

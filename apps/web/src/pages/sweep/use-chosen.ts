import { useMemo, useState } from 'react';
import { findRow, type GridCells } from '../../grid/model/grid-cells.js';
import { readPositions, writePositions } from '../../grid/model/position-ranges.js';
import type { GridSearch } from './grid-search.js';

/** A longer choice would make the address unwieldy, so it is only remembered. */
const LONGEST = 300;

interface Chosen {
  /** Rows of chosen cells. */
  readonly rows: ReadonlySet<number>;
  /** Their positions in the sweep; undefined if none is chosen. */
  readonly positions: readonly number[] | undefined;
  readonly choose: (rows: ReadonlySet<number>) => void;
}

/** Which cells the person has chosen: in the address if that is short. */
export function useChosen(
  cells: GridCells | undefined,
  { chosen }: GridSearch,
  onChange: (part: Partial<GridSearch>) => void,
): Chosen {
  const [remembered, setRemembered] = useState<readonly number[]>();
  const positions = useMemo(
    () => (chosen === undefined ? remembered : readPositions(chosen)),
    [chosen, remembered],
  );
  const rows = useMemo(
    () =>
      new Set(
        cells === undefined ? [] : (positions ?? []).flatMap((position) => findRow(cells, position) ?? []),
      ),
    [cells, positions],
  );
  return {
    rows,
    positions,
    choose: (next) => {
      if (cells === undefined) return;
      const sorted = Array.from(next, (row) => cells.positions[row]!).sort((a, b) => a - b);
      const text = writePositions(sorted);
      const isShort = text.length <= LONGEST;
      setRemembered(isShort || sorted.length === 0 ? undefined : sorted);
      onChange({ chosen: isShort && sorted.length > 0 ? text : undefined } as GridSearch);
    },
  };
}

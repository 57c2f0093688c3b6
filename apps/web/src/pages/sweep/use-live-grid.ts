import { isEnded } from '@rote/domain/cell-state';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { usePage } from '../../app/use-page.js';
import type { LiveGrid } from '../../grid/model/live-grid.js';
import { useLiveEvents } from '../../live/use-live.js';
import { fetchRows, gridKey } from './grid-query.js';

/** Rows of cells that have ended are fetched at most this often, all that ended in the meantime together. */
const CALM_MS = 500;
/** More positions than these make an address too long; then the whole grid is fetched. */
const MOST_POSITIONS = 500;
/** A grid of which many cells change at once is fetched again at most this often. */
const WHOLE_MS = 2000;

/** Patches a grid as events of its sweep arrive: states and epochs at once, results a moment later. */
export function useLiveGrid(sweepId: string, grid: LiveGrid | undefined): void {
  const { api, live } = usePage();
  const queries = useQueryClient();
  const ended = useRef(new Set<number>());
  const timer = useRef<number>(undefined);
  const wholeTimer = useRef<number>(undefined);

  const fetchWhole = (): void => {
    wholeTimer.current ??= window.setTimeout(() => {
      wholeTimer.current = undefined;
      void queries.invalidateQueries({ queryKey: gridKey(sweepId) });
    }, WHOLE_MS);
  };
  const fetchEnded = async (current: LiveGrid): Promise<void> => {
    timer.current = undefined;
    const positions = [...ended.current];
    ended.current.clear();
    if (positions.length > MOST_POSITIONS) {
      fetchWhole();
      return;
    }
    try {
      current.merge(await fetchRows(api, sweepId, current, positions));
    } catch {
      // The API is away; when it is back, everything is fetched again.
      fetchWhole();
    }
  };

  useLiveEvents(live, {
    onEvent: (event) => {
      if (event.sweep !== sweepId || grid === undefined) return;
      if (event.type === 'cells.changed') fetchWhole();
      if (event.type !== 'cell.changed' && event.type !== 'epoch.finished') return;
      const row = grid.findCell(event.cell);
      if (row === undefined) {
        // The sweep was extended.
        fetchWhole();
        return;
      }
      if (event.type === 'epoch.finished') {
        const { epoch, trainLoss, trainAccuracy, testAccuracy } = event;
        grid.setEpoch(row, {
          epoch,
          values: {
            train_loss: trainLoss ?? NaN,
            train_accuracy: trainAccuracy,
            test_accuracy: testAccuracy,
          },
        });
        return;
      }
      grid.setState(row, event.to);
      if (!isEnded(event.to)) return;
      ended.current.add(grid.cells.positions[row]!);
      timer.current ??= window.setTimeout(() => void fetchEnded(grid), CALM_MS);
    },
    // Then everything on show is fetched again.
    onMissed: () => undefined,
  });

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(wholeTimer.current);
      timer.current = undefined;
      wholeTimer.current = undefined;
    },
    [grid],
  );
}

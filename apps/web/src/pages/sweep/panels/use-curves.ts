import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { usePage } from '../../../app/use-page.js';
import type { LiveGrid } from '../../../grid/model/live-grid.js';
import { useLiveEvents } from '../../../live/use-live.js';
import { growCurves, type ReportedEpoch } from './grow-curves.js';
import { readCurves, type CurveColumns } from './read-curves.js';

/** Curves grow on the screen at most this often; ten thousand take a moment to draw. */
const GROW_MS = 1000;
/** They are read again after this long at the latest, for what no event tells; sooner if that takes little of the time. */
const READ_AGAIN_MS = 15_000;
const MOST_OF_THE_TIME = 0.05;

interface LiveCurves {
  readonly curves: CurveColumns | undefined;
  readonly error: Error | null;
}

/** Reads learning curves, and lets them grow with the epochs that running cells report. */
export function useCurves(
  sweepId: string,
  columns: readonly string[],
  positions: string | undefined,
  grid: LiveGrid | undefined,
): LiveCurves {
  const { api, live } = usePage();
  const nextRead = useRef(0);
  const {
    data: read,
    error,
    refetch,
  } = useQuery({
    // Not under the sweep’s own name: each of its events would read all curves again.
    queryKey: ['curves', sweepId, columns, positions],
    queryFn: async ({ signal }) => {
      const start = performance.now();
      const bytes = await api.readCurves(sweepId, { columns, positions }, { signal });
      const end = performance.now();
      nextRead.current = end + Math.min(READ_AGAIN_MS, (end - start) / MOST_OF_THE_TIME);
      return readCurves(bytes, columns);
    },
    enabled: columns.length > 0,
    staleTime: READ_AGAIN_MS,
    refetchInterval: () => (live.state() === 'live' ? false : READ_AGAIN_MS),
  });
  const tails = useRef(new Map<number, ReportedEpoch[]>());
  const [version, setVersion] = useState(0);
  const isDirty = useRef(false);
  const isStale = useRef(false);

  useLiveEvents(live, {
    onEvent: (event) => {
      if (event.type === 'cells.changed' && event.sweep === sweepId) isStale.current = true;
      if (event.type !== 'epoch.finished' && event.type !== 'cell.changed') return;
      if (event.sweep !== sweepId) return;
      const row = grid?.findCell(event.cell);
      const position = row === undefined ? undefined : grid?.cells.positions[row];
      if (position === undefined) return;
      if (event.type === 'cell.changed') {
        isStale.current = true;
        return;
      }
      const { epoch, trainLoss, trainAccuracy, testAccuracy } = event;
      const values = {
        train_loss: trainLoss ?? NaN,
        train_accuracy: trainAccuracy,
        test_accuracy: testAccuracy,
      };
      const tail = tails.current.get(position);
      if (tail === undefined) tails.current.set(position, [{ epoch, values }]);
      else tail.push({ epoch, values });
      isDirty.current = true;
    },
    onMissed: () => void refetch(),
  });
  useEffect(() => {
    const growing = window.setInterval(() => {
      if (!isDirty.current) return;
      isDirty.current = false;
      setVersion((old) => old + 1);
    }, GROW_MS);
    const reading = window.setInterval(() => {
      if (!isStale.current || performance.now() < nextRead.current) return;
      isStale.current = false;
      void refetch();
    }, GROW_MS);
    return () => {
      window.clearInterval(growing);
      window.clearInterval(reading);
    };
  }, [refetch]);
  // Whatever was read is no longer a tail; what was reported since then is ignored if the curve has it.
  const curves = useMemo(
    () => read && growCurves(read, version === 0 ? new Map() : tails.current),
    [read, version],
  );
  return { curves, error };
}

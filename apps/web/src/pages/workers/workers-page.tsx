import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { workersQuery } from '../../client/queries.js';
import { quantityText } from '../../format/number.js';
import { QueueHistoryCharts } from './queue-history.js';
import { QueueSummary } from './queue-summary.js';
import { WorkerTable } from './worker-table.js';
import { useTitle } from '../../ui/use-title.js';

/** What trains, and what waits. */
export function WorkersPage(): ReactNode {
  useTitle('Workers');
  const { api } = usePage();
  const { data: workers } = useSuspenseQuery(workersQuery(api));
  const live = workers.items.filter(({ state }) => state === 'live');
  const stopped = workers.items.filter(({ state }) => state === 'stopped');
  const slots = live.reduce((sum, worker) => sum + worker.slots, 0);
  const busy = live.reduce((sum, worker) => sum + worker.running.length, 0);
  return (
    <section>
      <h1>Workers and queues</h1>
      <p>
        {live.length === 0
          ? 'No worker is live: nothing is trained until one starts.'
          : `${quantityText(live.length, 'live worker')}; ${String(busy)} of ${quantityText(slots, 'slot')} busy.`}
      </p>
      <QueueSummary />
      <WorkerTable name="Workers" workers={workers.items.filter(({ state }) => state !== 'stopped')} />
      {stopped.length > 0 && (
        <details>
          <summary>{quantityText(stopped.length, 'stopped worker')}</summary>
          <WorkerTable name="Stopped workers" workers={stopped} />
        </details>
      )}
      <QueueHistoryCharts />
    </section>
  );
}

import type { Sweep } from '@rote/client';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { sweepQuery } from '../../client/queries.js';
import { Problem } from '../../ui/problem.js';
import { gridQuery } from './grid-query.js';
import { readGridSearch, type GridSearch } from './grid-search.js';
import { SweepGrid } from './sweep-grid.js';
import { SweepHeader } from './sweep-header.js';
import styles from './sweep-page.module.css';
import { SweepPanels } from './sweep-panels.js';
import { useChosen } from './use-chosen.js';
import { useLiveGrid } from './use-live-grid.js';
import { useTitle } from '../../ui/use-title.js';

const nameAndSize = ({ name, cells }: Sweep): Pick<Sweep, 'name' | 'cells'> => ({ name, cells });

const route = getRouteApi('/sweeps/$id');

/** A sweep: its grid, and panels about all its cells or the chosen ones. */
export function SweepPage(): ReactNode {
  const { api } = usePage();
  const { id } = route.useParams();
  const search = useAddress(route.useSearch(), readGridSearch);
  const navigate = useNavigate({ from: '/sweeps/$id' });
  const grid = useQuery(gridQuery(api, id));
  // Of the sweep, only what hardly ever changes: its counts would draw the cells again at each event.
  const { data: sweep } = useSuspenseQuery({ ...sweepQuery(api, id), select: nameAndSize });
  useTitle(sweep.name);
  useLiveGrid(id, grid.data);
  const change = (part: Partial<GridSearch>): void => {
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  };
  const chosen = useChosen(grid.data?.cells, search, change);
  return (
    <section className={styles.page}>
      <SweepHeader sweepId={id} />
      {grid.error !== null && <Problem error={grid.error} />}
      {grid.isPending && <p className={styles.soft}>Fetching {sweep.cells.toLocaleString('en')} cells …</p>}
      {grid.data !== undefined && (
        <SweepGrid
          sweepId={id}
          name={sweep.name}
          grid={grid.data}
          search={search}
          chosen={chosen.rows}
          onChoose={chosen.choose}
          onChange={change}
        />
      )}
      <SweepPanels
        sweepId={id}
        positions={chosen.positions}
        shown={search.panel}
        onShow={(panel) => {
          change({ panel });
        }}
      />
    </section>
  );
}

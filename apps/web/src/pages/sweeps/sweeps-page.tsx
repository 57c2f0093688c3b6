import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { useMay } from '../../session/use-session.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { Problem } from '../../ui/problem.js';
import { BulkActions } from './bulk-actions.js';
import { SweepFilters } from './sweep-filters.js';
import { sweepListQuery } from './sweep-list-query.js';
import { SweepTable } from './sweep-table.js';
import styles from './sweeps-page.module.css';
import { readSweepSearch } from './sweep-search.js';
import { useTitle } from '../../ui/use-title.js';

const route = getRouteApi('/');

/** All sweeps, newest first. */
export function SweepsPage(): ReactNode {
  useTitle('Sweeps');
  const { api } = usePage();
  const search = useAddress(route.useSearch(), readSweepSearch);
  const may = useMay();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    sweepListQuery(api, search),
  );
  const sweeps = data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(search).length > 0;

  return (
    <section>
      <div className={styles.head}>
        <h1>Sweeps</h1>
        {may('submit') && <ButtonLink to="/sweeps/new">New sweep</ButtonLink>}
      </div>
      <SweepFilters search={search} />
      {may('operate') && sweeps.length > 0 && (
        <BulkActions
          search={search}
          chosen={chosen}
          onDone={() => {
            setChosen(new Set());
          }}
        />
      )}
      {error !== null && <Problem error={error} />}
      {data !== undefined && sweeps.length === 0 && (
        <p className={styles.empty}>
          {isFiltered
            ? 'No sweep matches.'
            : 'There are no sweeps yet. New sweep writes one from an example, and rote init writes a file for rote submit.'}
        </p>
      )}
      {sweeps.length > 0 && (
        <SweepTable sweeps={sweeps} chosen={chosen} onChoose={may('operate') ? setChosen : undefined} />
      )}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older sweeps
        </Button>
      )}
    </section>
  );
}

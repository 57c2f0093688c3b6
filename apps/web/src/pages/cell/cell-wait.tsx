import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import styles from './cell-page.module.css';

/** Says why a cell is not being trained. */
export function CellWait({ id }: { readonly id: string }): ReactNode {
  const { api } = usePage();
  const { data } = useQuery({
    queryKey: [...QUERY_KEYS.cell(id), 'why'],
    queryFn: () => api.explainCell(id),
  });
  return data === undefined ? null : <p className={styles.wait}>{data.sentence}</p>;
}

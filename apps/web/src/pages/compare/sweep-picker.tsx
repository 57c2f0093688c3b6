import type { Sweep } from '@rote/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { Button } from '../../ui/button.js';
import { sweepListQuery } from '../sweeps/sweep-list-query.js';
import styles from './compare-page.module.css';

interface SweepPickerProps {
  readonly ids: readonly string[];
  readonly known: readonly Pick<Sweep, 'id' | 'name'>[];
}

/** Adds sweeps to what is compared, and takes them away. */
export function SweepPicker({ ids, known }: SweepPickerProps): ReactNode {
  const { api } = usePage();
  const navigate = useNavigate();
  const { data } = useInfiniteQuery(sweepListQuery(api, {}));
  const recent = data?.pages.flatMap(({ items }) => items) ?? [];
  const nameOf = (id: string): string =>
    [...known, ...recent].find((sweep) => sweep.id === id)?.name ?? id.slice(0, 8);
  const choose = (sweeps: readonly string[]): void => {
    void navigate({ to: '/compare', search: (old) => ({ ...old, sweeps }) });
  };
  return (
    <>
      <ol className={styles.sweeps}>
        {ids.map((id) => (
          <li key={id}>
            <Link to="/sweeps/$id" params={{ id }}>
              {nameOf(id)}
            </Link>
            <Button
              kind="quiet"
              aria-label={`Remove ${nameOf(id)}`}
              onClick={() => {
                choose(ids.filter((each) => each !== id));
              }}
            >
              ×
            </Button>
          </li>
        ))}
      </ol>
      <label className={styles.field}>
        Add a sweep
        <select
          value=""
          onChange={({ target }) => {
            choose([...ids, target.value]);
          }}
        >
          <option value="">…</option>
          {recent
            .filter(({ id }) => !ids.includes(id))
            .map(({ id, name, createdAt }) => (
              <option key={id} value={id}>
                {name}, {new Date(createdAt).toLocaleString()}
              </option>
            ))}
        </select>
      </label>
    </>
  );
}

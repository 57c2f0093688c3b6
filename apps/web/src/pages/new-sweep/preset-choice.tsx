import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import styles from './new-sweep-page.module.css';

const PARTS = { sweep: 'Whole experiments', grid: 'Axes', training: 'Ways of training' } as const;

/** Begins with a preset. What was written with another beginning is kept. */
export function PresetChoice({ preset }: { readonly preset: string | undefined }): ReactNode {
  const { api } = usePage();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['presets'],
    queryFn: () => api.listPresets(),
    staleTime: Infinity,
    refetchInterval: false,
  });
  return (
    <label className={styles.field}>
      Begin with
      <select
        value={preset ?? ''}
        onChange={({ target: { value } }) => {
          void navigate({ to: '/sweeps/new', search: value === '' ? {} : { preset: value } });
        }}
      >
        <option value="">an example</option>
        {Object.entries(PARTS).map(([part, label]) => (
          <optgroup key={part} label={label}>
            {data?.items
              .filter((each) => each.part === part)
              .map(({ name, title }) => (
                <option key={name} value={name}>
                  {name}: {title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

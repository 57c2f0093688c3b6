import type { Sweep } from '@rote/client';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import styles from './compare-page.module.css';

const valueText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

/** Where the spec of each sweep differs from that of the first. */
export function SpecDifferences({
  sweeps,
}: {
  readonly sweeps: readonly Pick<Sweep, 'id' | 'name'>[];
}): ReactNode {
  const { api } = usePage();
  const [first, ...others] = sweeps;
  const diffs = useQueries({
    queries: others.map(({ id }) => ({
      queryKey: ['compare', 'diff', first?.id, id],
      queryFn: () => api.diff(first!.id, id),
    })),
  });
  return others.map(({ id, name }, index) => {
    const diff = diffs[index]?.data;
    if (diff === undefined || first === undefined) return null;
    return (
      <details key={id} className={styles.spec}>
        <summary>
          How the specs of {first.name} and {name} differ: {diff.spec.length}{' '}
          {diff.spec.length === 1 ? 'place' : 'places'}; {diff.cells.both} cells in both
        </summary>
        <table>
          <thead>
            <tr>
              <th>Where</th>
              <th>{first.name}</th>
              <th>{name}</th>
            </tr>
          </thead>
          <tbody className="mono">
            {diff.spec.map(({ pointer, left, right }) => (
              <tr key={pointer}>
                <td>{pointer}</td>
                <td>{valueText(left)}</td>
                <td>{valueText(right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    );
  });
}

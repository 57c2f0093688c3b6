import type { ReactNode } from 'react';
import styles from './plot-frame.module.css';

/** Longer legends are cut. */
const MAX_LINES = 24;

interface LegendProps {
  /** What the groups are. */
  readonly title: string | undefined;
  /** By group. */
  readonly colors: ReadonlyMap<string, string>;
}

/** The colors of groups, if there are several. */
export function Legend({ title, colors }: LegendProps): ReactNode {
  if (colors.size < 2) return null;
  const shown = [...colors].slice(0, MAX_LINES);
  return (
    <ul className={styles.legend} aria-label={title ?? 'Groups'}>
      {title !== undefined && <li className={styles.soft}>{title}:</li>}
      {shown.map(([group, color]) => (
        <li key={group}>
          <svg className={styles.swatch} viewBox="0 0 16 4" aria-hidden="true">
            <rect width="16" height="4" rx="1" fill={color} />
          </svg>
          {group}
        </li>
      ))}
      {colors.size > shown.length && <li className={styles.soft}>and {colors.size - shown.length} more</li>}
    </ul>
  );
}

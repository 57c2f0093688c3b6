import type { ReactNode } from 'react';
import type { LegendText } from './legend-groups.js';
import styles from './plot-frame.module.css';

/** The colors of groups, if there are several. */
export function Legend({ legend: { title, lines, more } }: { readonly legend: LegendText }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label={title ?? 'Groups'}>
      {title !== undefined && <li className={styles.soft}>{title}:</li>}
      {lines.map(([group, color]) => (
        <li key={group}>
          <svg className={styles.swatch} viewBox="0 0 16 4" aria-hidden="true">
            <rect width="16" height="4" rx="1" fill={color} />
          </svg>
          {group}
        </li>
      ))}
      {more > 0 && <li className={styles.soft}>and {more} more</li>}
    </ul>
  );
}

import type { ReportRows } from '@rote/domain';
import { renderTable, type TableName } from '@rote/figures';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useMay } from '../../../session/use-session.js';
import { type FigureSource, queryOf } from './figure-sources.js';
import styles from './figures-panel.module.css';

interface PaperTableProps {
  readonly name: TableName;
  readonly title: string;
  readonly source: Pick<FigureSource, 'view' | 'order'>;
  readonly sweepId: string;
  readonly rows: Partial<ReportRows>;
}

/** A table of the report, beside the paper’s numbers. */
export function PaperTable({ name, title, source, sweepId, rows }: PaperTableProps): ReactNode {
  const may = useMay();
  const markup = useMemo(() => renderTable(name, rows), [name, rows]);
  if (markup === undefined) return null;
  return (
    <div className={styles.panel} id={name}>
      <div className={styles.caption}>
        <h3>{title}</h3>
        <span className={styles.links}>
          <Link to="." search={(old) => old} hash={name}>
            Link
          </Link>
          {may('sql') && (
            <Link to="/sql" search={{ sql: queryOf(sweepId, source) }}>
              SQL
            </Link>
          )}
        </span>
      </div>
      {/* The markup has escaped all text. */}
      <div className={styles.paper} dangerouslySetInnerHTML={{ __html: markup }} />
    </div>
  );
}

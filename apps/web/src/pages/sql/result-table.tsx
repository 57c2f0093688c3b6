import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { isNumeric, showValue } from './cell-text.js';
import type { SqlAnswer } from './run-query.js';
import styles from './result-table.module.css';

const ROW_HEIGHT = 28;
const SAMPLE = 60;
const CHARACTER = 8.2;
const WIDEST = 360;

/** A width for each column, from its name and its first values. */
const widthsOf = ({ columns, rows }: SqlAnswer): readonly number[] =>
  columns.map(({ name, type }) => {
    const lengths = rows.slice(0, SAMPLE).map((row) => showValue(row[name], type).text.length);
    return Math.min(WIDEST, Math.max(name.length, type.length, ...lengths) * CHARACTER + 24);
  });

/** The rows of an answer. Only those on show are in the page. */
export function ResultTable({ answer }: { readonly answer: SqlAnswer }): ReactNode {
  const { columns, rows } = answer;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const widths = widthsOf(answer);
  const template = { gridTemplateColumns: widths.map((width) => `${String(width)}px`).join(' ') };
  const width = widths.reduce((sum, each) => sum + each, 0);
  return (
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="region" aria-label="Rows of the answer">
      <div role="table" aria-rowcount={rows.length + 1} aria-colcount={columns.length} style={{ width }}>
        <div role="row" aria-rowindex={1} className={styles.head} style={template}>
          {columns.map(({ name, type }) => (
            <div key={name} role="columnheader" className={isNumeric(type) ? styles.numeric : undefined}>
              {name}
              <span className={styles.type}>{type}</span>
            </div>
          ))}
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ ...template, transform: `translateY(${String(start)}px)`, height: ROW_HEIGHT }}
            >
              {columns.map(({ name, type }) => {
                const { text, kind } = showValue(rows[index]![name], type);
                return (
                  <div
                    key={name}
                    role="cell"
                    data-kind={kind}
                    className={isNumeric(type) ? styles.numeric : undefined}
                    title={text.length > 24 ? text : undefined}
                  >
                    {text}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

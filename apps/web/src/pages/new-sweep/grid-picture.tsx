import type { SweepOutline } from '@rote/domain/outline';
import { useRef, type ReactNode } from 'react';
import { countText, quantityText } from '../../format/number.js';
import { Button } from '../../ui/button.js';
import { saveSvg } from '../../ui/save-svg.js';
import { type GridMatrix, matrixOf } from './grid-matrix.js';
import styles from './grid-picture.module.css';

const SQUARE = 22;
const GAP = 3;
const STEP = SQUARE + GAP;
const CHARACTER = 6.4;
const LONGEST_LABEL = 26;
const GRIDS_SHOWN = 12;

const shorten = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
const widthOf = (labels: readonly string[]): number =>
  Math.max(0, ...labels.map((label) => shorten(label).length)) * CHARACTER;

/** The grids that a file makes: a square for each pair of values, with the number of combinations that are folded into it. */
export function GridPicture({ outline }: { readonly outline: SweepOutline }): ReactNode {
  const matrices = outline.grids.map(matrixOf);
  const shown = matrices.slice(0, GRIDS_SHOWN);
  return (
    <div className={styles.picture}>
      {shown.map((matrix, index) => (
        <Matrix key={index} matrix={matrix} />
      ))}
      {matrices.length > shown.length && (
        <p className={styles.note}>… and {quantityText(matrices.length - shown.length, 'further grid')}.</p>
      )}
      {outline.excluded > 0 && (
        <p className={styles.note}>
          {quantityText(outline.excluded, 'pattern')} of <code>exclude</code> take cells away; the picture
          still has them.
        </p>
      )}
    </div>
  );
}

function Matrix({ matrix }: { readonly matrix: GridMatrix }): ReactNode {
  const { title, rows, columns, perSquare, folded, combinations } = matrix;
  const picture = useRef<SVGSVGElement>(null);
  const left = widthOf(rows.labels) + 8;
  const hasColumns = columns.title !== '';
  const top = hasColumns ? widthOf(columns.labels) * 0.72 + 14 : 2;
  const overhang = hasColumns ? widthOf(columns.labels.slice(-1)) * 0.72 : 0;
  const width = left + columns.labels.length * STEP + overhang + 4;
  const height = top + rows.labels.length * STEP;
  const sides = [rows.title, columns.title].filter((name) => name !== '').join(' × ');
  return (
    <figure className={styles.part}>
      <figcaption>
        <span className={styles.title}>{title}</span> {sides}
        {folded.length > 0 && <>; in each square {folded.join(' × ')}</>}
        {' = '}
        {quantityText(combinations, 'combination')}{' '}
        <Button
          kind="quiet"
          className={styles.save}
          onClick={() => {
            saveSvg(picture.current!, 'grid.svg');
          }}
        >
          SVG
        </Button>
      </figcaption>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Picture: ${title}`}>
        <svg
          ref={picture}
          width={width}
          height={height}
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={`${sides}: ${rows.labels.join(', ')}${hasColumns ? ` by ${columns.labels.join(', ')}` : ''}; ${quantityText(combinations, 'combination')}`}
          className={styles.svg}
        >
          {hasColumns &&
            columns.labels.map((label, index) => (
              <text
                key={index}
                transform={`translate(${String(left + index * STEP + SQUARE / 2)} ${String(top - 6)}) rotate(-45)`}
                className={styles.label}
              >
                <title>{label}</title>
                {shorten(label)}
              </text>
            ))}
          {rows.labels.map((label, row) => (
            <g key={row} transform={`translate(0 ${String(top + row * STEP)})`}>
              <text x={left - 6} y={SQUARE / 2} dy="0.35em" textAnchor="end" className={styles.label}>
                <title>{label}</title>
                {shorten(label)}
              </text>
              {columns.labels.map((column, index) => (
                <g key={index} transform={`translate(${String(left + index * STEP)} 0)`}>
                  <title>
                    {[label, column, quantityText(perSquare, 'combination')].filter(Boolean).join(', ')}
                  </title>
                  <rect width={SQUARE} height={SQUARE} rx={3} className={styles.square} />
                  <text
                    x={SQUARE / 2}
                    y={SQUARE / 2}
                    dy="0.35em"
                    textAnchor="middle"
                    className={styles.count}
                  >
                    {perSquare < 1000 ? countText(perSquare) : '…'}
                  </text>
                </g>
              ))}
            </g>
          ))}
        </svg>
      </div>
      {rows.more + columns.more > 0 && (
        <p className={styles.note}>
          {[
            rows.more > 0 && quantityText(rows.more, 'further row'),
            columns.more > 0 && quantityText(columns.more, 'further column'),
          ]
            .filter(Boolean)
            .join(' and ')}{' '}
          not drawn.
        </p>
      )}
    </figure>
  );
}

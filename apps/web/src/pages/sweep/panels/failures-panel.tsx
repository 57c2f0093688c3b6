import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { QUERY_KEYS } from '../../../client/query-keys.js';
import { cellQuery } from '../../../client/queries.js';
import { quantityText } from '../../../format/number.js';
import { useMay } from '../../../session/use-session.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { Problem } from '../../../ui/problem.js';
import { groupFailures, type FailureGroup } from './failure-groups.js';
import type { PanelProps } from './panel-props.js';
import styles from './panels.module.css';

/** As many failed cells as are fetched; a sweep that fails more often has few causes. */
const MAX_CELLS = 5000;
/** As many cells as one request may name. */
const MAX_NAMED = 1000;

/** The failed cells of a sweep, by cause. */
export function FailuresPanel({ sweepId, positions }: PanelProps): ReactNode {
  const { api } = usePage();
  const may = useMay();
  const [retried, setRetried] = useState<FailureGroup>();
  const { data, error } = useQuery({
    queryKey: [...QUERY_KEYS.sweep(sweepId), 'failures'],
    queryFn: async () => {
      const cells = [];
      for await (const { id, position, error: failure } of api.listCells(sweepId, { state: 'failed' })) {
        cells.push({ id, position, error: failure });
        if (cells.length >= MAX_CELLS) break;
      }
      return cells;
    },
  });
  if (error !== null && data === undefined) return <Problem error={error} />;
  if (data === undefined) return <p className={styles.soft}>Loading the failed cells …</p>;
  const chosen = positions && new Set(positions);
  const failed = chosen === undefined ? data : data.filter(({ position }) => chosen.has(position));
  if (failed.length === 0)
    return <p>{positions === undefined ? 'No cell has failed.' : 'None of the chosen cells has failed.'}</p>;
  const groups = groupFailures(failed);
  return (
    <section className={styles.panel} aria-label="Failed cells">
      <p className={styles.soft}>
        {data.length >= MAX_CELLS && 'The first '}
        {quantityText(failed.length, 'failed cell')}, {quantityText(groups.length, 'cause')}.
      </p>
      {groups.map((group) => (
        <article key={group.cells[0]!.id} className={styles.failure}>
          <header className={styles.row}>
            <h3>{group.failureClass}</h3>
            <span className="numbers">{quantityText(group.cells.length, 'cell')}</span>
            {may('operate') && (
              <Button
                onClick={() => {
                  setRetried(group);
                }}
              >
                Retry these
              </Button>
            )}
          </header>
          <pre className={styles.message}>{group.message}</pre>
          <LastOutput cellId={group.cells[0]!.id} />
        </article>
      ))}
      {retried !== undefined && (
        <RetryDialog
          sweepId={sweepId}
          group={retried}
          onClose={() => {
            setRetried(undefined);
          }}
        />
      )}
    </section>
  );
}

/** What the trainer of a failed cell wrote last. */
function LastOutput({ cellId }: { readonly cellId: string }): ReactNode {
  const { api } = usePage();
  const { data: cell, error } = useQuery(cellQuery(api, cellId));
  if (error !== null && cell === undefined) return <Problem error={error} />;
  const attempt = cell?.attempts.findLast(({ outcome }) => outcome === 'failed');
  return (
    <div className={styles.panel}>
      <p className={styles.soft}>
        <Link to="/cells/$id" params={{ id: cellId }}>
          An example
        </Link>
        {attempt !== undefined &&
          `: attempt ${attempt.number}, by ${attempt.workerId} on ${attempt.engine.name}. Its last output:`}
      </p>
      {attempt !== undefined && (
        <pre className={styles.output} tabIndex={0} role="region" aria-label="Last output of the trainer">
          {attempt.stderr === null || attempt.stderr.trim() === ''
            ? 'It wrote nothing to its standard error.'
            : attempt.stderr}
        </pre>
      )}
    </div>
  );
}

interface RetryDialogProps {
  readonly sweepId: string;
  readonly group: FailureGroup;
  readonly onClose: () => void;
}

function RetryDialog({ sweepId, group: { cells, failureClass }, onClose }: RetryDialogProps): ReactNode {
  const { api } = usePage();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const ids = cells.map(({ id }) => id);
      for (let from = 0; from < ids.length; from += MAX_NAMED)
        await api.retry(sweepId, { cells: ids.slice(from, from + MAX_NAMED) });
    },
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: QUERY_KEYS.sweep(sweepId) });
    },
  });
  return (
    <ConfirmDialog
      title="Retry failed cells"
      confirm={`Retry ${quantityText(cells.length, 'cell')}`}
      isDisabled={isPending}
      problem={error}
      onClose={onClose}
      onConfirm={() => {
        mutate();
      }}
    >
      {quantityText(cells.length, 'cell')} whose last attempt failed ({failureClass}) will be tried again. A
      cell that has been retried in the meantime is left alone.
    </ConfirmDialog>
  );
}

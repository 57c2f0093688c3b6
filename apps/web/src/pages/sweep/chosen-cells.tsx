import { Link } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { quantityText } from '../../format/number.js';
import { stateOf } from '../../grid/model/grid-cells.js';
import { writePositionsForApi } from '../../grid/model/position-ranges.js';
import type { LiveGrid } from '../../grid/model/live-grid.js';
import { useMay } from '../../session/use-session.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { SaveRows } from '../../ui/save-rows.js';
import styles from './sweep-page.module.css';

interface ChosenCellsProps {
  readonly sweepId: string;
  /** That of the sweep. */
  readonly name: string;
  readonly grid: LiveGrid;
  readonly chosen: ReadonlySet<number>;
  readonly onClear: () => void;
}

/** Says how many cells are chosen, and what can be done with them. */
export function ChosenCells({ sweepId, name, grid, chosen, onClear }: ChosenCellsProps): ReactNode {
  const { cells } = grid;
  useSyncExternalStore(grid.onPatch, grid.version);
  const may = useMay();
  const { api } = usePage();
  const [isRetrying, setIsRetrying] = useState(false);
  const [only] = chosen;
  const positions = useMemo(
    () => writePositionsForApi(Array.from(chosen, (row) => cells.positions[row]!)),
    [chosen, cells],
  );
  const failed = [...chosen].filter((row) => stateOf(cells, row) === 'failed');
  if (chosen.size === 0)
    return <p className={styles.soft}>Click a square or drag over several to see only their cells below.</p>;
  return (
    <div className={styles.chosen} role="group" aria-label="Chosen cells">
      <strong>{quantityText(chosen.size, 'cell')} chosen</strong>
      {chosen.size === 1 && only !== undefined && (
        <Link to="/cells/$id" params={{ id: cells.idOf(only) }}>
          Open the cell
        </Link>
      )}
      {failed.length > 0 && may('operate') && (
        <Button
          onClick={() => {
            setIsRetrying(true);
          }}
        >
          Retry {quantityText(failed.length, 'failed cell')}
        </Button>
      )}
      <Button kind="quiet" onClick={onClear}>
        Choose none
      </Button>
      {positions === undefined ? (
        <span className={styles.soft}>
          To save their results, choose fewer: these are in too many places of the sweep for one request.
        </span>
      ) : (
        <SaveRows
          what="Their results as"
          name={`${name}-chosen`}
          read={async (format) => {
            const bytes = await api.readResults(sweepId, { format, positions });
            return new Blob([bytes as Uint8Array<ArrayBuffer>]);
          }}
        />
      )}
      {isRetrying && (
        <RetryDialog
          sweepId={sweepId}
          cells={failed.map((row) => cells.idOf(row))}
          onClose={() => {
            setIsRetrying(false);
          }}
        />
      )}
    </div>
  );
}

interface RetryDialogProps {
  readonly sweepId: string;
  readonly cells: readonly string[];
  readonly onClose: () => void;
}

function RetryDialog({ sweepId, cells, onClose }: RetryDialogProps): ReactNode {
  const { api } = usePage();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.retry(sweepId, { cells }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      title="Retry chosen cells"
      confirm={`Retry ${quantityText(cells.length, 'cell')}`}
      problem={error}
      isDisabled={isPending}
      onClose={onClose}
      onConfirm={() => {
        mutate();
      }}
    >
      {`This tries ${quantityText(cells.length, 'failed cell')} again.`}
    </ConfirmDialog>
  );
}

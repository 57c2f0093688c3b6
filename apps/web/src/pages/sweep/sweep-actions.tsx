import type { Sweep } from '@rote/client';
import { Menu } from '@base-ui/react/menu';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { quantityText } from '../../format/number.js';
import { useMay } from '../../session/use-session.js';
import { ButtonLink } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import menuStyles from '../../ui/menu.module.css';
import styles from './sweep-page.module.css';

type Action = 'pause' | 'resume' | 'retry' | 'cancel' | 'priority' | 'archive' | 'restore';

const openCells = ({ counts }: Sweep): number => counts.pending + counts.queued + counts.running;

/** What can be done to a sweep in its state. */
function actionsOf(sweep: Sweep): readonly Action[] {
  const isOpen = openCells(sweep) > 0;
  return [
    ...(sweep.state === 'active' && isOpen ? (['pause'] as const) : []),
    ...(sweep.state === 'paused' ? (['resume'] as const) : []),
    ...(sweep.counts.failed > 0 ? (['retry'] as const) : []),
    ...(isOpen ? (['priority', 'cancel'] as const) : []),
    sweep.archivedAt === null ? 'archive' : 'restore',
  ];
}

const LABELS: Readonly<Record<Action, string>> = {
  pause: 'Pause …',
  resume: 'Resume …',
  retry: 'Retry failed …',
  priority: 'Set the priority …',
  cancel: 'Cancel …',
  archive: 'Archive …',
  restore: 'Restore from the archive …',
};

/** What the person may do with a sweep. */
export function SweepActions({ sweep }: { readonly sweep: Sweep }): ReactNode {
  const may = useMay();
  const [action, setAction] = useState<Action>();
  return (
    <div className={styles.actions}>
      {may('submit') && (
        <ButtonLink to="/sweeps/new" search={{ from: sweep.id }}>
          Clone
        </ButtonLink>
      )}
      {may('operate') && (
        <Menu.Root>
          <Menu.Trigger className={menuStyles.trigger}>Change</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner sideOffset={6} align="end">
              <Menu.Popup className={menuStyles.popup}>
                {actionsOf(sweep).map((each) => (
                  <Menu.Item
                    key={each}
                    className={menuStyles.item}
                    onClick={() => {
                      setAction(each);
                    }}
                  >
                    {LABELS[each]}
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
      {action !== undefined && (
        <ActionDialog
          sweep={sweep}
          action={action}
          onClose={() => {
            setAction(undefined);
          }}
        />
      )}
    </div>
  );
}

interface ActionDialogProps {
  readonly sweep: Sweep;
  readonly action: Action;
  readonly onClose: () => void;
}

function ActionDialog({ sweep, action, onClose }: ActionDialogProps): ReactNode {
  const { api } = usePage();
  const queries = useQueryClient();
  const [priority, setPriority] = useState(sweep.priority);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (): Promise<unknown> => {
      switch (action) {
        case 'pause':
          return api.pause(sweep.id);
        case 'resume':
          return api.resume(sweep.id);
        case 'retry':
          return api.retry(sweep.id, {});
        case 'cancel':
          return api.cancel(sweep.id);
        case 'priority':
          return api.setPriority(sweep.id, priority);
        case 'archive':
        case 'restore':
          return api.archive(sweep.id, action === 'archive');
        default:
          return action satisfies never;
      }
    },
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: QUERY_KEYS.sweep(sweep.id) });
      await queries.invalidateQueries({ queryKey: QUERY_KEYS.sweepList });
    },
  });
  const { title, text, confirm } = WORDS[action](sweep);
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      problem={error}
      isDisabled={isPending || (action === 'priority' && !Number.isInteger(priority))}
      onClose={onClose}
      onConfirm={() => {
        mutate();
      }}
    >
      {text}
      {action === 'priority' && (
        <label className={styles.field}>
          Priority
          <input
            type="number"
            value={Number.isNaN(priority) ? '' : priority}
            onChange={({ target }) => {
              setPriority(target.valueAsNumber);
            }}
          />
        </label>
      )}
    </ConfirmDialog>
  );
}

interface Words {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
}

const waitingText = ({ counts }: Sweep): string =>
  `${quantityText(counts.pending + counts.queued, 'waiting cell')} and ${quantityText(counts.running, 'running cell')}`;

const WORDS: Readonly<Record<Action, (sweep: Sweep) => Words>> = {
  pause: (sweep) => ({
    title: `Pause ${sweep.name}`,
    text: `This stops ${waitingText(sweep)}, unless another active sweep has them too. Running cells keep a checkpoint.`,
    confirm: `Pause ${quantityText(openCells(sweep), 'cell')}`,
  }),
  resume: (sweep) => ({
    title: `Resume ${sweep.name}`,
    text: `This lets ${quantityText(openCells(sweep), 'cell')} be trained again.`,
    confirm: `Resume ${quantityText(openCells(sweep), 'cell')}`,
  }),
  retry: (sweep) => ({
    title: 'Retry failed cells',
    text: `This tries ${quantityText(sweep.counts.failed, 'failed cell')} of ${sweep.name} again.`,
    confirm: `Retry ${quantityText(sweep.counts.failed, 'cell')}`,
  }),
  priority: (sweep) => ({
    title: `Priority of ${sweep.name}`,
    text: `Cells of a higher priority are trained first. This changes ${waitingText(sweep)}.`,
    confirm: 'Set the priority',
  }),
  cancel: (sweep) => ({
    title: `Cancel ${sweep.name}`,
    text: `This cancels ${waitingText(sweep)}, unless another sweep has them too. A cancelled sweep does not come back; what has ended stays.`,
    confirm: `Cancel ${quantityText(openCells(sweep), 'cell')}`,
  }),
  archive: (sweep) => ({
    title: `Archive ${sweep.name}`,
    text: `This takes the sweep with ${quantityText(sweep.cells, 'cell')} out of the list. Its results stay.`,
    confirm: 'Archive 1 sweep',
  }),
  restore: (sweep) => ({
    title: `Restore ${sweep.name}`,
    text: `This puts the sweep with ${quantityText(sweep.cells, 'cell')} into the list again.`,
    confirm: 'Restore 1 sweep',
  }),
};

import type { BulkChange, BulkPlan } from '@rote/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { quantityText } from '../../format/number.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import type { SweepSearch } from './sweep-search.js';
import styles from './sweeps-page.module.css';

type Action = BulkChange['action'];

/** What a list offers. Priorities and labels of many sweeps are changed by `rote bulk`. */
const ACTIONS: readonly (readonly [action: Action, label: string])[] = [
  ['pause', 'Pause'],
  ['resume', 'Resume'],
  ['retry', 'Retry failed'],
  ['cancel', 'Cancel'],
  ['archive', 'Archive'],
];

interface BulkActionsProps {
  readonly search: SweepSearch;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** Changes the chosen sweeps, or all that match the filters, after it has shown how many that are. */
export function BulkActions({ search, chosen, onDone }: BulkActionsProps): ReactNode {
  const [action, setAction] = useState<Action>();
  const what = chosen.size > 0 ? quantityText(chosen.size, 'chosen sweep') : 'all sweeps that match';
  return (
    <div className={styles.bulk} role="group" aria-label="Change many sweeps">
      <span className={styles.soft}>{what}:</span>
      {ACTIONS.map(([each, label]) => (
        <Button
          key={each}
          kind={each === 'cancel' ? 'danger' : 'plain'}
          onClick={() => {
            setAction(each);
          }}
        >
          {label}
        </Button>
      ))}
      {action !== undefined && (
        <BulkDialog
          change={{ action, filter: filterOf(search, chosen) }}
          onClose={() => {
            setAction(undefined);
          }}
          onDone={onDone}
        />
      )}
    </div>
  );
}

function filterOf({ label, ...search }: SweepSearch, chosen: ReadonlySet<string>): BulkChange['filter'] {
  if (chosen.size > 0) return { sweeps: [...chosen], archived: 'any' };
  return { ...search, ...(label !== undefined && { label: [label] }) };
}

const describePlan = ({ sweeps, cells }: BulkPlan, action: Action): string =>
  `This will ${action} ${quantityText(sweeps, 'sweep')} with ${quantityText(cells, 'cell')}.`;

interface BulkDialogProps {
  readonly change: BulkChange;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function BulkDialog({ change, onClose, onDone }: BulkDialogProps): ReactNode {
  const { api } = usePage();
  const queries = useQueryClient();
  const { data: plan, error } = useQuery({
    queryKey: ['bulk-plan', change],
    queryFn: () => api.planBulkChange(change),
    staleTime: 0,
    gcTime: 0,
  });
  const {
    mutate,
    error: refusal,
    isPending,
  } = useMutation({
    mutationFn: ({ sweeps }: BulkPlan) => api.startBulkChange({ ...change, expected: sweeps }),
    onSuccess: () => {
      onDone();
      onClose();
      return queries.invalidateQueries({ queryKey: QUERY_KEYS.sweepList });
    },
  });
  return (
    <ConfirmDialog
      title={`${change.action[0]!.toUpperCase()}${change.action.slice(1)} sweeps`}
      problem={error ?? refusal}
      confirm={plan === undefined ? 'Counting …' : `${change.action} ${quantityText(plan.sweeps, 'sweep')}`}
      isDisabled={isPending || plan === undefined || plan.sweeps === 0}
      onClose={onClose}
      onConfirm={() => {
        if (plan !== undefined) mutate(plan);
      }}
    >
      {plan === undefined ? 'Counting the sweeps …' : describePlan(plan, change.action)}
    </ConfirmDialog>
  );
}

import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { Button } from './button.js';
import styles from './dialog.module.css';
import { Problem } from './problem.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen, with its count. */
  readonly children: ReactNode;
  /** The text of the button that does it. */
  readonly confirm: string;
  readonly isDisabled?: boolean;
  readonly problem?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done. */
export const ConfirmDialog = ({
  title,
  children,
  confirm,
  isDisabled = false,
  problem,
  onConfirm,
  onClose,
}: ConfirmDialogProps): ReactNode => (
  <AlertDialog.Root
    open
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <AlertDialog.Portal>
      <AlertDialog.Backdrop className={styles.backdrop} />
      <AlertDialog.Popup className={styles.popup}>
        <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
        <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
        {problem !== undefined && problem !== null && <Problem error={problem} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button kind="main" disabled={isDisabled} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  </AlertDialog.Root>
);

import { Menu } from '@base-ui/react/menu';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePage } from '../app/use-page.js';
import menuStyles from '../ui/menu.module.css';
import { useSession } from './use-session.js';

/** Says which key is signed in and what it may do, and signs it out. Nothing where no key is needed. */
export function SessionMenu(): ReactNode {
  const { key } = useSession();
  const { api } = usePage();
  const queries = useQueryClient();
  if (key === null) return null;
  const signOut = async (): Promise<void> => {
    await api.signOut();
    await queries.resetQueries();
  };
  return (
    <Menu.Root>
      <Menu.Trigger className={menuStyles.trigger}>{key.name}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end">
          <Menu.Popup className={menuStyles.popup}>
            <p className={menuStyles.note}>
              Key {key.id}
              <br />
              May: {key.scopes.join(', ')}
              {key.project !== null && (
                <>
                  <br />
                  Project: {key.project}
                </>
              )}
            </p>
            <Menu.Item className={menuStyles.item} onClick={() => void signOut()}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

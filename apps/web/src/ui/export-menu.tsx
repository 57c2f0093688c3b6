import { Menu } from '@base-ui/react/menu';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import menuStyles from './menu.module.css';
import { saveFile } from './save-file.js';

interface ExportMenuProps {
  /** Begins the names of files. */
  readonly name: string;
  /** Left out where there is no picture. */
  readonly writeSvg?: () => string;
  readonly writeCsv: () => string;
  /** The query that gives the same numbers; undefined where the person may not ask. */
  readonly sql: string | undefined;
}

/** What can be done with what is shown: its link, its files, and the query behind it. */
export function ExportMenu({ name, writeSvg, writeCsv, sql }: ExportMenuProps): ReactNode {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(window.location.href);
    setIsCopied(true);
  };
  return (
    <Menu.Root
      onOpenChange={() => {
        setIsCopied(false);
      }}
    >
      <Menu.Trigger className={menuStyles.trigger}>Export</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end">
          <Menu.Popup className={menuStyles.popup}>
            <Menu.Item className={menuStyles.item} closeOnClick={false} onClick={() => void copy()}>
              {isCopied ? 'Link copied' : 'Copy link'}
            </Menu.Item>
            {writeSvg !== undefined && (
              <Menu.Item
                className={menuStyles.item}
                onClick={() => {
                  saveFile(writeSvg(), `${name}.svg`, 'image/svg+xml');
                }}
              >
                Download SVG
              </Menu.Item>
            )}
            <Menu.Item
              className={menuStyles.item}
              onClick={() => {
                saveFile(writeCsv(), `${name}.csv`, 'text/csv');
              }}
            >
              Download CSV
            </Menu.Item>
            {sql !== undefined && (
              <Menu.LinkItem className={menuStyles.item} render={<Link to="/sql" search={{ sql }} />}>
                Open the SQL behind it
              </Menu.LinkItem>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

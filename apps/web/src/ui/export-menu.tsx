import { Menu } from '@base-ui/react/menu';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import menuStyles from './menu.module.css';
import { saveFile } from './save-file.js';

/** What stands behind a picture. */
export interface PictureSource {
  /** Begins the names of files. */
  readonly name: string;
  /** The query that gives the same numbers; undefined where the person may not ask. */
  readonly sql: string | undefined;
}

interface ExportMenuProps extends PictureSource {
  /** What is shown, for screen readers: a page has several of these menus. */
  readonly what: string;
  /** Left out where there is no picture. */
  readonly writeSvg?: () => string;
  /** What writes the numbers, or the address where they are. */
  readonly csv: (() => string) | string;
}

/** What can be done with what is shown: its link, its files, and the query behind it. */
export function ExportMenu({ what, name, writeSvg, csv, sql }: ExportMenuProps): ReactNode {
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
      <Menu.Trigger className={menuStyles.trigger} aria-label={`Export ${what}`}>
        Export
      </Menu.Trigger>
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
            {typeof csv === 'string' ? (
              <Menu.LinkItem className={menuStyles.item} closeOnClick href={csv} download={`${name}.csv`}>
                Download CSV
              </Menu.LinkItem>
            ) : (
              <Menu.Item
                className={menuStyles.item}
                onClick={() => {
                  saveFile(csv(), `${name}.csv`, 'text/csv');
                }}
              >
                Download CSV
              </Menu.Item>
            )}
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

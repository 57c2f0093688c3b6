import { useEffect, useState } from 'react';
import { onSchemeChange } from '../ui/use-scheme.js';
import type { GridTheme } from './paint/grid-theme.js';
import { readTheme } from './paint/read-theme.js';

/** Returns the colors of the page's theme, and those of another one when the person or the device changes it. */
export function useGridTheme(element: HTMLElement | null): GridTheme | undefined {
  const [theme, setTheme] = useState<GridTheme>();
  useEffect(() => {
    if (element === null) return;
    const read = (): void => {
      setTheme(readTheme(element));
    };
    read();
    return onSchemeChange(read);
  }, [element]);
  return theme;
}

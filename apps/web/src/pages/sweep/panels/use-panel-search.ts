import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readPanelSearch, type PanelSearch } from './panel-search.js';

/** Changes some fields of the address; undefined is the default. */
export type ChangePanelSearch = (part: {
  readonly [Name in keyof PanelSearch]?: PanelSearch[Name] | undefined;
}) => void;

/** Returns how the panels are shown, and a function that changes the address. */
export function usePanelSearch(): readonly [search: PanelSearch, change: ChangePanelSearch] {
  const all = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => readPanelSearch({ ...all }), [all]);
  const change: ChangePanelSearch = (part) => {
    void navigate({
      to: '.',
      search: (old) => ({ ...old, ...part }),
      replace: true,
      resetScroll: false,
    });
  };
  return [search, change];
}

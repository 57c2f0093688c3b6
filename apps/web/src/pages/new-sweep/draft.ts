import { useState } from 'react';

const KEY = 'rote-new-sweep:';

/** Keeps what was written but not submitted, for each thing that it began with, until the tab is closed. */
export function useDraft(
  origin: string,
  start: string,
): {
  readonly text: string;
  readonly isKept: boolean;
  readonly write: (text: string) => void;
  readonly drop: () => void;
} {
  const key = KEY + origin;
  const [draft, setDraft] = useState<{ readonly key: string; readonly text: string | null }>();
  const kept = draft?.key === key ? draft.text : sessionStorage.getItem(key);
  return {
    text: kept ?? start,
    isKept: kept !== null && kept !== start,
    write: (text) => {
      sessionStorage.setItem(key, text);
      setDraft({ key, text });
    },
    drop: () => {
      sessionStorage.removeItem(key);
      setDraft({ key, text: null });
    },
  };
}

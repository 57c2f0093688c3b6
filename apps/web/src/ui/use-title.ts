import { useEffect } from 'react';

/** Names the page in tabs, in the history and to screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Rote`;
  }, [title]);
}

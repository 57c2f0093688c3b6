import { useSyncExternalStore } from 'react';

export type Scheme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

function currentScheme(): Scheme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Calls back when the person or the device changes the theme; returns a function that ends it. */
export function onSchemeChange(onChange: () => void): () => void {
  const media = window.matchMedia(DARK);
  media.addEventListener('change', onChange);
  window.addEventListener('themechange', onChange);
  return () => {
    media.removeEventListener('change', onChange);
    window.removeEventListener('themechange', onChange);
  };
}

/** Returns whether the page is light or dark. What draws on a canvas draws again when it changes. */
export const useScheme = (): Scheme => useSyncExternalStore(onSchemeChange, currentScheme);

/** Returns a color of the theme as a canvas takes it: `themeColor('--ink')`. */
export function themeColor(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = window.getComputedStyle(probe);
  probe.remove();
  return color;
}

/** What a person chose; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'rote-theme';
const isTheme = (text: string | null): text is Theme => text === 'light' || text === 'dark';

/** Returns the choice of this browser. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return isTheme(stored) ? stored : 'system';
}

/** Shows the page in a theme, and keeps the choice. Pictures on a canvas are told by a `themechange` event. */
export function applyTheme(theme: Theme): void {
  const { documentElement: root } = document;
  if (theme === 'system') {
    localStorage.removeItem(KEY);
    root.removeAttribute('data-theme');
  } else {
    localStorage.setItem(KEY, theme);
    root.setAttribute('data-theme', theme);
  }
  window.dispatchEvent(new window.Event('themechange'));
}

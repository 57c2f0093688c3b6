import { useState, type ReactNode } from 'react';
import { applyTheme, storedTheme, type Theme } from './theme.js';
import styles from './theme-toggle.module.css';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Chooses between light and dark, and what the device prefers. */
export function ThemeToggle(): ReactNode {
  const [theme, setTheme] = useState(storedTheme);
  return (
    <select
      className={styles.select}
      aria-label="Theme"
      value={theme}
      onChange={({ target }) => {
        applyTheme(target.value as Theme);
        setTheme(target.value as Theme);
      }}
    >
      {THEMES.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}

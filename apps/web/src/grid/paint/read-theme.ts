import type { GridTheme } from './grid-theme.js';

/** Reads the colors of the page's theme where an element is. */
export function readTheme(element: HTMLElement): GridTheme {
  const probe = document.createElement('span');
  element.append(probe);
  // A variable says `light-dark(…)`; only a property that uses it says which of the two.
  const colorOf = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const theme: GridTheme = {
    paper: colorOf('paper'),
    sheet: colorOf('sheet'),
    well: colorOf('well'),
    ink: colorOf('ink'),
    inkSoft: colorOf('ink-soft'),
    rule: colorOf('rule'),
    focus: colorOf('focus'),
    cached: colorOf('cached'),
    states: {
      pending: colorOf('pending'),
      queued: colorOf('queued'),
      running: colorOf('running'),
      succeeded: colorOf('succeeded'),
      diverged: colorOf('diverged'),
      failed: colorOf('failed'),
      cancelled: colorOf('cancelled'),
    },
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return theme;
}

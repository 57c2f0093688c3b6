import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import type { PanelProps } from './panels/panel-props.js';
import styles from './sweep-panels.module.css';

interface Panel {
  readonly key: string;
  readonly title: string;
  readonly Panel: ComponentType<PanelProps>;
}

/** What there is to see of the chosen cells. Each is loaded when it is looked at. */
const PANELS: readonly Panel[] = [
  {
    key: 'curves',
    title: 'Learning curves',
    Panel: lazy(async () => ({ default: (await import('./panels/curves-panel.js')).CurvesPanel })),
  },
  {
    key: 'figures',
    title: 'Figures',
    Panel: lazy(async () => ({ default: (await import('./panels/figures-panel.js')).FiguresPanel })),
  },
  {
    key: 'measures',
    title: 'Measures',
    Panel: lazy(async () => ({ default: (await import('./panels/measures-panel.js')).MeasuresPanel })),
  },
  {
    key: 'failures',
    title: 'Failures',
    Panel: lazy(async () => ({ default: (await import('./panels/failures-panel.js')).FailuresPanel })),
  },
  {
    key: 'why',
    title: 'Why cells wait',
    Panel: lazy(async () => ({ default: (await import('./panels/why-panel.js')).WhyPanel })),
  },
];

interface SweepPanelsProps extends PanelProps {
  readonly shown: string | undefined;
  readonly onShow: (panel: string) => void;
}

/** Panels about all cells of a sweep, or the chosen ones. */
export function SweepPanels({ sweepId, positions, shown, onShow }: SweepPanelsProps): ReactNode {
  const current = PANELS.find(({ key }) => key === shown) ?? PANELS[0]!;
  return (
    <Tabs.Root
      value={current.key}
      onValueChange={(key) => {
        onShow(String(key));
      }}
      className={styles.root}
    >
      <Tabs.List className={styles.list} aria-label="About the cells">
        {PANELS.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key} className={styles.tab}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current.key} className={styles.panel}>
        <h2 className="visually-hidden">{current.title}</h2>
        <Suspense fallback={<p>Loading …</p>}>
          <current.Panel sweepId={sweepId} positions={positions} />
        </Suspense>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

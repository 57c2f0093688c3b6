import { CSPProvider } from '@base-ui/react/csp-provider';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useLiveState } from '../live/use-live.js';
import { SessionMenu } from '../session/session-menu.js';
import { SignIn } from '../session/sign-in.js';
import { useMay, useSession } from '../session/use-session.js';
import styles from './shell.module.css';
import { ThemeToggle } from './theme-toggle.js';
import { usePage } from './use-page.js';

const LIVE_TEXT = {
  live: 'Live',
  waiting: 'No events arrive; asking every few seconds',
  hidden: 'Paused',
} as const;

function LiveMark(): ReactNode {
  const state = useLiveState(usePage().live);
  return (
    <span role="status" className={styles.live} data-state={state} title={LIVE_TEXT[state]}>
      <span className="visually-hidden">{LIVE_TEXT[state]}</span>
    </span>
  );
}

function Navigation(): ReactNode {
  const may = useMay();
  return (
    <nav aria-label="Main" className={styles.nav}>
      <Link to="/">Sweeps</Link>
      <Link to="/compare">Compare</Link>
      <Link to="/workers">Workers</Link>
      {may('sql') && <Link to="/sql">SQL</Link>}
      {may('operate') && <a href="/queues">Jobs</a>}
      <a href="/docs">API</a>
    </nav>
  );
}

function SignedInShell(): ReactNode {
  const { requiresKey, key } = useSession();
  if (requiresKey && key === null) return <SignIn />;
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          Rote
        </Link>
        <Navigation />
        <div className={styles.tools}>
          <LiveMark />
          <ThemeToggle />
          <SessionMenu />
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<p className={styles.waiting}>Loading …</p>}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}

/** What is around every page. */
export const Shell = (): ReactNode => (
  // The page's Content-Security-Policy allows no style elements.
  <CSPProvider disableStyleElements>
    <Suspense fallback={null}>
      <SignedInShell />
    </Suspense>
  </CSPProvider>
);

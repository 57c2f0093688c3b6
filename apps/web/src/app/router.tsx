import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { cellQuery, queuesQuery, sweepQuery, workersQuery } from '../client/queries.js';
import { readCellSearch } from '../pages/cell/cell-search.js';
import { readCompareSearch } from '../pages/compare/compare-search.js';
import { readNewSweepSearch } from '../pages/new-sweep/new-sweep-search.js';
import { readSqlSearch } from '../pages/sql/sql-search.js';
import { readGridSearch } from '../pages/sweep/grid-search.js';
import { readSweepSearch } from '../pages/sweeps/sweep-search.js';
import { SweepsPage } from '../pages/sweeps/sweeps-page.js';
import { readWorkersSearch } from '../pages/workers/workers-search.js';
import { loadPage } from './load-page.js';
import { NotFoundPage } from './not-found-page.js';
import type { PageContext } from './page-context.js';
import { ProblemPage } from './problem-page.js';
import { Shell } from './shell.js';

const rootRoute = createRootRouteWithContext<PageContext>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
});

const sweepsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readSweepSearch,
  component: SweepsPage,
});

const newSweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sweeps/new',
  validateSearch: readNewSweepSearch,
  component: lazyRouteComponent(() => import('../pages/new-sweep/new-sweep-page.js'), 'NewSweepPage'),
});

const sweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sweeps/$id',
  validateSearch: readGridSearch,
  loader: ({ context, params: { id }, preload }) => {
    // Its cells come meanwhile, unless the link was only pointed at.
    const grid = preload ? undefined : import('../pages/sweep/grid-query.js');
    return loadPage(context, ({ api, queries }) => {
      grid?.then(({ gridQuery }) => queries.query(gridQuery(api, id))).catch(() => undefined);
      return [queries.query(sweepQuery(api, id))];
    });
  },
  component: lazyRouteComponent(() => import('../pages/sweep/sweep-page.js'), 'SweepPage'),
});

const cellRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cells/$id',
  validateSearch: readCellSearch,
  loader: ({ context, params: { id } }) =>
    loadPage(context, ({ api, queries }) => [queries.query(cellQuery(api, id))]),
  component: lazyRouteComponent(() => import('../pages/cell/cell-page.js'), 'CellPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('../pages/compare/compare-page.js'), 'ComparePage'),
});

const workersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workers',
  validateSearch: readWorkersSearch,
  loader: ({ context }) =>
    loadPage(context, ({ api, queries }) => [
      queries.query(workersQuery(api)),
      queries.query(queuesQuery(api)),
    ]),
  component: lazyRouteComponent(() => import('../pages/workers/workers-page.js'), 'WorkersPage'),
});

const sqlRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sql',
  validateSearch: readSqlSearch,
  component: lazyRouteComponent(() => import('../pages/sql/sql-page.js'), 'SqlPage'),
});

const routeTree = rootRoute.addChildren([
  sweepsRoute,
  newSweepRoute,
  sweepRoute,
  cellRoute,
  compareRoute,
  workersRoute,
  sqlRoute,
]);

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}

/** Creates the router of the page: what is shown is in the address, so every view is a link. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is the tree of routes
export const createPageRouter = (context: PageContext) =>
  createRouter({
    routeTree,
    context,
    defaultPreload: 'intent',
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
  });

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPageRouter } from './app/router.js';
import { createPageQueries } from './app/page-queries.js';
import { applyTheme, storedTheme } from './app/theme.js';
import './app/theme.css';
import { createApi } from './client/api.js';
import { QUERY_KEYS } from './client/query-keys.js';
import { keepQueriesFresh } from './live/keep-queries-fresh.js';
import { startLiveEvents } from './live/live-events.js';
import { sessionQuery } from './session/use-session.js';

/** How long the page may stay empty. */
const FIRST_PICTURE_MS = 1000;

const live = startLiveEvents();
const queries = createPageQueries(live);
const api = createApi(
  window.location.origin,
  () => void queries.invalidateQueries({ queryKey: QUERY_KEYS.session }),
);
keepQueriesFresh(live, queries);
const router = createPageRouter({ api, live, queries });

applyTheme(storedTheme());
// The first picture is the page itself, unless it is late. What fails is shown by what needs it.
await Promise.race([
  Promise.allSettled([queries.query(sessionQuery(api)), router.load()]),
  new Promise((resolve) => setTimeout(resolve, FIRST_PICTURE_MS)),
]);
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);

import { sessionQuery } from '../session/use-session.js';
import type { PageContext } from './page-context.js';

/**
 * Fetches what a page must know before it can be drawn, if the person has signed in. What fails is fetched again by the page itself,
 * which shows the error.
 *
 * React shows a placeholder for 0.3 s at least, however soon its content is there, so a page that needs none is faster.
 */
export async function loadPage(
  page: PageContext,
  fetchAll: (page: PageContext) => readonly Promise<unknown>[],
): Promise<void> {
  try {
    const { requiresKey, key } = await page.queries.query({
      ...sessionQuery(page.api),
      staleTime: Infinity,
    });
    if (!requiresKey || key !== null) await Promise.all(fetchAll(page));
  } catch {
    // See above.
  }
}

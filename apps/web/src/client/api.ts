import { createApiClient, type ApiClient } from '@rote/client';

/** A key is missing or revoked, or another tab has signed in with one that may do less. */
const REFUSALS: readonly number[] = [401, 403];

/**
 * Creates the client of the API that served this page. The browser sends the cookie of a signed-in key itself.
 *
 * @param onRefused called when the API refuses the key, or asks for one
 */
export const createApi = (origin: string, onRefused: () => void): ApiClient =>
  createApiClient({
    url: origin,
    signal: new AbortController().signal,
    fetch: async (...request) => {
      const response = await fetch(...request);
      if (REFUSALS.includes(response.status)) onRefused();
      return response;
    },
  });

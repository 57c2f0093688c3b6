import { useRouter } from '@tanstack/react-router';
import type { PageContext } from './page-context.js';

/** Returns the API's client, the live events and the cache. */
export const usePage = (): PageContext => useRouter().options.context;

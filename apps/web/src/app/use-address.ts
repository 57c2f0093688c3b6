import { useMemo } from 'react';

/**
 * Reads the search of a route once more. The router adds to what a route has read all that it left out, as it was in the address.
 *
 * @param search what the router returns
 * @param read leaves out what it does not know; always the same function
 */
export const useAddress = <Search extends object>(
  search: Search,
  read: (address: Readonly<Record<string, unknown>>) => Search,
): Search => useMemo(() => read(search as Readonly<Record<string, unknown>>), [search, read]);

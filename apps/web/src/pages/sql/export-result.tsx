import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { SaveRows } from '../../ui/save-rows.js';
import { requestOf, type WrittenQuery } from './run-query.js';

/** Saves all rows of a query as a file. */
export function ExportResult({ query }: { readonly query: WrittenQuery }): ReactNode {
  const { api } = usePage();
  return (
    <SaveRows
      what="All rows as"
      name="rows"
      read={async (format) => {
        const parts: BlobPart[] = [];
        for await (const chunk of await api.streamQuery({ ...requestOf(query), format }))
          parts.push(chunk as Uint8Array<ArrayBuffer>);
        return new Blob(parts);
      }}
    />
  );
}

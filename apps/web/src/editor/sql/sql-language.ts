import type { Completion } from '@codemirror/autocomplete';
import { PostgreSQL, schemaCompletionSource, sql, type SQLNamespace } from '@codemirror/lang-sql';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { SqlCatalog } from '@rote/client';
import { noteOf } from '../note.js';

const about = (comment: string): { readonly info?: string } => (comment === '' ? {} : { info: comment });

function namespaceOf({ relations }: SqlCatalog): SQLNamespace {
  return Object.fromEntries(
    relations.map(({ name, comment, columns }) => [
      name,
      {
        self: { label: name, type: 'type', detail: 'view', ...about(comment) },
        children: columns.map((column): Completion => ({
          label: column.name,
          type: 'property',
          detail: column.type,
          ...about(column.comment),
        })),
      },
    ]),
  );
}

/** Columns without the view before them, each once, and the functions. */
function wordsOf({ relations, functions }: SqlCatalog): readonly Completion[] {
  const columns = new Map<string, Completion>();
  for (const { name: view, columns: all } of relations)
    for (const { name, type, comment } of all)
      if (!columns.has(name))
        columns.set(name, {
          label: name,
          type: 'property',
          detail: `${type}, ${view}`,
          ...about(comment),
          boost: -1,
        });
  return [
    ...columns.values(),
    ...functions.map(({ name, parameters, comment }): Completion => ({
      label: name,
      type: 'function',
      detail: `(${parameters})`,
      apply: parameters === '' ? `${name}()` : `${name}(`,
      ...about(comment),
    })),
  ];
}

/** What the database says about a name. */
function describe({ relations, functions }: SqlCatalog, word: string): string | undefined {
  const relation = relations.find(({ name }) => name === word);
  if (relation !== undefined) return relation.comment;
  const called = functions.find(({ name }) => name === word);
  if (called !== undefined) return `(${called.parameters}) → ${called.result}\n${called.comment}`;
  for (const { name, columns } of relations) {
    const column = columns.find((each) => each.name === word);
    if (column !== undefined) return `${column.type}, of ${name}. ${column.comment}`;
  }
  return undefined;
}

/** PostgreSQL's SQL, with what the database says about its views, columns and functions. */
export function sqlWithCatalog(catalog: SqlCatalog | undefined): readonly Extension[] {
  if (catalog === undefined) return [sql({ dialect: PostgreSQL })];
  const words = wordsOf(catalog);
  const byName = schemaCompletionSource({ dialect: PostgreSQL, schema: namespaceOf(catalog) });
  const hover = hoverTooltip((view, offset) => {
    const line = view.state.doc.lineAt(offset);
    const before = /\w*$/.exec(line.text.slice(0, offset - line.from))![0].length;
    const after = /^\w*/.exec(line.text.slice(offset - line.from))![0].length;
    const word = view.state.sliceDoc(offset - before, offset + after);
    const text = describe(catalog, word.toLowerCase());
    if (text === undefined || text === '') return null;
    return { pos: offset - before, end: offset + after, create: () => ({ dom: noteOf(word, text) }) };
  });
  return [
    sql({ dialect: PostgreSQL }),
    PostgreSQL.language.data.of({ autocomplete: byName }),
    PostgreSQL.language.data.of({
      autocomplete: (context: Parameters<typeof byName>[0]) => {
        const word = context.matchBefore(/\w+/);
        // After a dot come the columns of one view.
        if (word === null || context.state.sliceDoc(word.from - 1, word.from) === '.') return null;
        return { from: word.from, options: [...words], validFor: /^\w*$/ };
      },
    }),
    hover,
  ];
}

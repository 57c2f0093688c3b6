import type pg from 'pg';

/** What a statement takes and returns, before any of it has run. */
export interface StatementDescription {
  /** The ids of the parameters' types. */
  readonly parameterTypes: readonly number[];
  /** Undefined if the statement returns no rows. */
  readonly fields: readonly pg.FieldDef[] | undefined;
}

interface Listener {
  once(event: string, listener: (message: never) => void): void;
  removeListener(event: string, listener: (message: never) => void): void;
}

/**
 * Lets the server analyze a statement. The extended protocol accepts only one: no "; COMMIT; DELETE …". It is neither planned
 * nor executed, so nothing of it runs with the rights of this connection.
 */
export async function describeStatement(client: pg.Client, text: string): Promise<StatementDescription> {
  const { connection } = client as unknown as { readonly connection: pg.Connection & Listener };
  let parameterTypes: readonly number[] = [];
  const onParameters = ({ dataTypeIDs }: { readonly dataTypeIDs: readonly number[] }): void => {
    parameterTypes = dataTypeIDs;
  };
  connection.once('parameterDescription', onParameters);
  try {
    const fields = await new Promise<readonly pg.FieldDef[] | undefined>((resolve, reject) => {
      let described: readonly pg.FieldDef[] | undefined;
      client.query({
        submit() {
          connection.parse({ text, name: '', types: [] }, false);
          connection.describe({ type: 'S', name: '' }, false);
          connection.sync();
        },
        handleRowDescription(message: { readonly fields: readonly pg.FieldDef[] }) {
          described = message.fields;
        },
        handleReadyForQuery() {
          resolve(described);
        },
        handleError: reject,
      } as unknown as pg.Submittable);
    });
    return { parameterTypes, fields };
  } finally {
    connection.removeListener('parameterDescription', onParameters);
  }
}

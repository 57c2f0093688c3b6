import type pg from 'pg';
import { describeStatement } from './describe-statement.js';
import { readTypes } from './read-types.js';
import type { TypeRow } from './wrap-query.js';

/** A column that a statement returns. */
export interface DescribedColumn {
  readonly field: pg.FieldDef;
  readonly type: TypeRow;
}

/** Returns the columns of a statement without parameters, without running it. */
export async function describeColumns(client: pg.Client, query: string): Promise<readonly DescribedColumn[]> {
  const { fields = [] } = await describeStatement(client, query);
  const types = await readTypes(
    client,
    fields.map(({ dataTypeID }) => dataTypeID),
  );
  return fields.map((field) => {
    const type = types.get(field.dataTypeID);
    if (type === undefined) throw new Error(`the type of column ${field.name} is gone`);
    return { field, type };
  });
}

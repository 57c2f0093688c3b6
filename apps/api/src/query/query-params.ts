import type { QueryParams } from '@rote/contracts';
import type { ParameterValue } from '@rote/store';

type Value = QueryParams[string];
type Scalar = Exclude<Value, readonly unknown[]>;

const scalarText = (value: Scalar): ParameterValue => (value === null ? null : String(value));

/** Quoted, because unquoted text may mean null, or contain a comma. */
const elementText = (value: Scalar): string =>
  value === null ? 'NULL' : `"${String(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const textOf = (value: Value): ParameterValue =>
  Array.isArray(value) ? `{${value.map(elementText).join(',')}}` : scalarText(value);

/** Returns the values of a query's parameters as text that PostgreSQL reads. */
export const parameterTexts = (params: QueryParams): Readonly<Record<string, ParameterValue>> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textOf(value)]));

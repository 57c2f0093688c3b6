import { distinctNames } from '@rote/contracts';
import { plainJson } from './plain-text.js';
import { postgresJson } from './postgres-types.js';
import type { Column } from './rows.js';

function valueJson(value: unknown): string {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? String(value) : `"${String(value)}"`;
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  return JSON.stringify(value ?? null);
}

/** Returns a function that writes a row as a JSON object on one line. */
export function jsonWriter(columns: readonly Column[]): (row: readonly unknown[]) => string {
  const keys = distinctNames(columns.map(({ name }) => name)).map((name) => JSON.stringify(name));
  return (row) => {
    const fields = columns.map(({ type }, index) => {
      const value = row[index];
      const json = type === undefined ? valueJson(value) : postgresJson(value as string | null, type);
      return `${keys[index] ?? ''}: ${json}`;
    });
    return plainJson(`{${fields.join(', ')}}`);
  };
}

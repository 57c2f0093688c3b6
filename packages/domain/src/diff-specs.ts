import { canonicalJson } from './cell-id.js';
import { escapePointer } from './faults.js';

/** A place where two documents differ; a side that has nothing there is left out. */
export interface Difference {
  /** A JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly left?: unknown;
  readonly right?: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns where two documents differ. Lists are compared as a whole, because the order of values means nothing. */
export function diffDocuments(left: unknown, right: unknown, pointer = ''): readonly Difference[] {
  if (isObject(left) && isObject(right))
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
      diffDocuments(left[key], right[key], `${pointer}/${escapePointer(key)}`),
    );
  const isSame =
    left === undefined || right === undefined ? left === right : canonicalJson(left) === canonicalJson(right);
  if (isSame) return [];
  return [{ pointer, ...(left !== undefined && { left }), ...(right !== undefined && { right }) }];
}

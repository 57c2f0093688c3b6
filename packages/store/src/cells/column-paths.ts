/**
 * The path to a number or string in a value: the name of a property, or the names of a group and of a property in it.
 */
export type LeafPath<Value> = {
  [Key in keyof Value & string]: NonNullable<Value[Key]> extends string | number
    ? Key
    : NonNullable<Value[Key]> extends readonly unknown[]
      ? never
      : `${Key}.${keyof NonNullable<Value[Key]> & string}`;
}[keyof Value & string];

/** The path to the place of each field of a row in a value. */
export type ColumnPaths<Field extends string> = Readonly<Record<Field, string>>;

type Group = Readonly<Record<string, unknown>>;

/** Returns the SQL name of a field of the Prisma schema. */
export const columnName = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Returns the fields of a value's row. If a group is `null`, so are its fields. */
export function toColumns<Field extends string>(
  value: object,
  paths: ColumnPaths<Field>,
): Record<Field, unknown> {
  const read = (path: string): unknown =>
    path.split('.').reduce<unknown>((found, name) => (found as Group | null)?.[name], value) ?? null;
  return Object.fromEntries(
    Object.entries<string>(paths).map(([field, path]) => [field, read(path)]),
  ) as Record<Field, unknown>;
}

/** Returns the value of a row. A group whose fields are all `null` is `null`. */
export function fromColumns(row: object, paths: ColumnPaths<string>): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [field, path] of Object.entries(paths)) {
    const [name = '', inner] = path.split('.');
    const found = (row as Group)[field];
    if (inner === undefined) value[name] = found;
    else (groups[name] ??= {})[inner] = found;
  }
  for (const [name, group] of Object.entries(groups))
    value[name] = Object.values(group).every((found) => found === null) ? null : group;
  return value;
}

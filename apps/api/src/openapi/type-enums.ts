const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string => {
  if (typeof value !== 'number') return value === null ? 'null' : typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
};

/** Returns the JSON Schema type of some values: a single word if there is only one. */
function typesOf(values: readonly unknown[]): string | readonly string[] {
  const [first = 'string', ...others] = new Set(values.map(typeOf));
  return others.length === 0 ? first : [first, ...others];
}

/** Adds its type to each `enum`: TypeBox omits it, and generators of clients want it. */
export function typeEnums(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typeEnums);
  if (!isObject(value)) return value;
  const typed = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isExample(key) ? item : typeEnums(item)]),
  );
  return Array.isArray(value['enum']) && value['type'] === undefined
    ? { type: typesOf(value['enum']), ...typed }
    : typed;
}

/** Examples are not schemas, whatever they contain. */
const isExample = (key: string): boolean => key === 'example' || key === 'examples' || key === 'default';

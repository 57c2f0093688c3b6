type Value = string | number | boolean;

/** The values of an operation's parameters, by name. A list is sent as a parameter for each item; undefined, as none. */
export interface AddressParts {
  readonly path?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: object | undefined;
}

/** Returns the path and query of a request. */
export function addressOf(template: string, { path = {}, query = {} }: AddressParts): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries<Value | readonly Value[] | undefined>({ ...query })) {
    const items = value === undefined ? [] : [value].flat();
    for (const each of items) given.append(name, String(each));
  }
  return given.size === 0 ? filled : `${filled}?${given.toString()}`;
}

const NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/**
 * The name itself, where it means the same in a folder and in S3: segments of letters, digits, `_`, `-` and `.`, none
 * of which starts with a dot. So no name leaves its folder, or meets what is being written there.
 */
export function checkName(name: string): string {
  if (!NAME.test(name)) throw new TypeError(`not a name of an object: ${JSON.stringify(name)}`);
  return name;
}

/** The prefix itself, where some name starts with it. */
export function checkPrefix(prefix: string): string {
  if (prefix !== '') checkName(prefix.replace(/\/$/, ''));
  return prefix;
}

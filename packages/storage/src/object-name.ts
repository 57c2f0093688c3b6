const NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/**
 * Returns the name if it means the same in a folder and in S3: segments of letters, digits, `_`, `-` and `.`, none of
 * which starts with a dot. No such name leaves its folder, or collides with a file being written there.
 */
export function checkName(name: string): string {
  if (!NAME.test(name)) throw new TypeError(`not a valid object name: ${JSON.stringify(name)}`);
  return name;
}

/** Returns the prefix if some name could start with it. */
export function checkPrefix(prefix: string): string {
  if (prefix !== '') checkName(prefix.replace(/\/$/, ''));
  return prefix;
}

/** The commands without `--json`, and why: every other one has it. */
export const JSON_EXCEPTIONS: Readonly<Record<string, string>> = {
  mcp: 'its standard output is a protocol, which consists of JSON already',
};

import { code, GENERATED, table } from './markdown.mjs';
import { importBuilt } from './workspace-module.mjs';

/** Returns all of a command's help, including what is added after its options. */
function helpOf(command) {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.configureHelp({ helpWidth: 100 });
  command.outputHelp();
  return text.trim();
}

function* walk(command, path = []) {
  const own = [...path, command.name()];
  yield { name: own.join(' '), command };
  for (const child of command.commands) if (child.name() !== 'help') yield* walk(child, own);
}

/** Writes docs/reference/cli.md. */
export async function describeCommands() {
  const [
    { buildProgram },
    { CliConfig },
    { readConfig },
    codes,
    { EXIT_CODE_OF_ERROR },
    { JSON_EXCEPTIONS },
  ] = await Promise.all(
    [
      'apps/cli/program',
      'apps/cli/cli-config',
      'packages/runtime/index',
      'apps/cli/command-error',
      'apps/cli/exit-code',
      'apps/cli/json-exceptions',
    ].map(importBuilt),
  );
  const output = { write: () => true, isTTY: false, columns: 100 };
  const program = buildProgram({
    config: readConfig(CliConfig, {}),
    env: {},
    stdin: process.stdin,
    stdout: output,
    stderr: output,
    signal: new AbortController().signal,
  });
  const sections = [...walk(program)].map(
    ({ name, command }) => `## ${code(name)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``,
  );
  const exceptions = Object.entries(JSON_EXCEPTIONS)
    .map(([name, reason]) => `${code(name)}, because ${reason}`)
    .join('; ');
  const errorsOf = (exitCode) =>
    Object.entries(EXIT_CODE_OF_ERROR)
      .filter(([, own]) => own === exitCode)
      .map(([error]) => code(error))
      .join(', ');
  const exitCodes = table(
    ['exit code', 'meaning', '[errors](errors.md)'],
    Object.entries(codes.EXIT_CODE_MEANINGS).map(([name, { sentence: meaning }]) => {
      const exitCode = codes.EXIT_CODES[name];
      return [code(exitCode), meaning, errorsOf(exitCode)];
    }),
  );
  const text = `${GENERATED}

# The command line

In a clone, run \`npx rote\`, or put \`node_modules/.bin\` on the PATH. Below is what \`--help\` prints.

## For programs

Every command that prints something has \`--json\`, which prints one JSON document on standard output; \`sql\` has \`--format ndjson\`, too.
Progress, notes and errors go to standard error, and no command asks a question: each runs in a script as it does at a
terminal, except \`rote sql\` without a query, which opens a prompt only if both ends are a terminal. Without \`--json\`: ${exceptions}.

${exitCodes}

${sections.join('\n\n')}
`;
  return { 'docs/reference/cli.md': text };
}

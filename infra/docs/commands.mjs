import { code, GENERATED } from './markdown.mjs';
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
  const [{ buildProgram }, { CliConfig }, { readConfig }] = await Promise.all(
    ['apps/cli/program', 'apps/cli/cli-config', 'packages/runtime/index'].map(importBuilt),
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
  const text = `${GENERATED}

# The command line

In a clone, run \`npx rote\`, or put \`node_modules/.bin\` on the PATH. Below is what \`--help\` prints.

${sections.join('\n\n')}
`;
  return { 'docs/reference/cli.md': text };
}

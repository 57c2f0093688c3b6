import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { GENERATED, table } from './markdown.mjs';
import { root } from './workspace-module.mjs';

const HEAD = /^# (\d+)\. (.+)\n\n\*\*Status\.\*\* (.+), (\d{4}-\d{2}-\d{2})\.\n\n## Context\n/;

/** Writes the index of the decisions; throws if a page has another layout than all others. */
export async function describeDecisions() {
  const folder = path.join(root, 'docs/adr');
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.md$/.test(name)).sort();
  const rows = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      const [, number, title, status, date] = HEAD.exec(text) ?? [];
      if (
        number === undefined ||
        Number(number) !== Number(name.slice(0, 4)) ||
        !text.includes('\n## Decision\n')
      )
        throw new Error(
          `docs/adr/${name} must begin with "# N. Title", "**Status.** Accepted, YYYY-MM-DD.", "## Context", and have "## Decision"`,
        );
      return [number, `[${title}](${name})`, status, date];
    }),
  );
  const text = `${GENERATED}

# Decisions

One page for each choice that was hard to make or would be hard to undo: its context, the decision and, if there is
something to say, the alternatives, the consequences and measurements. A decision that no longer holds keeps its page;
its status names the one that replaced it.

${table(['', 'decision', 'status', 'date'], rows)}
`;
  return { 'docs/adr/README.md': text };
}

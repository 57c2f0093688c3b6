import type { SubmittedSweep, SweepDerivation } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { printAnswer } from '../commands/print-answer.js';
import type { TextOptions } from '../commands/format-options.js';
import { shortId } from '../format/short-id.js';
import { describeWarnings } from './describe-plan.js';
import { plural } from './sweep-end.js';

/** Prints the spec that a dry run would submit, as a sweep file (JSON is YAML), with what it comes to in a comment. */
export function printDerivation(
  context: CommandContext,
  options: TextOptions,
  derivation: SweepDerivation,
): void {
  const { cells, cached, known, fresh, warnings } = derivation.plan;
  context.stderr.write(describeWarnings(warnings));
  const counts = `# ${plural(cells, 'cell')}: ${String(cached)} cached, ${String(known)} in other sweeps, ${String(fresh)} new`;
  printAnswer(context, options, derivation, `${counts}\n${JSON.stringify(derivation.spec, undefined, 2)}`);
}

export function printSubmitted(context: CommandContext, options: TextOptions, sweep: SubmittedSweep): void {
  const { id, name, cells, cached, warnings } = sweep;
  context.stderr.write(describeWarnings(warnings));
  const words = `Sweep ${id} "${name}" has ${plural(cells, 'cell')}, ${String(cached)} cached. Follow it with "npx rote watch ${shortId(id)}".`;
  printAnswer(context, options, sweep, words);
}

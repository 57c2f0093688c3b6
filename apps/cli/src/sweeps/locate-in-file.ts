import { locateFaults } from '@rote/contracts';
import { type Fault, InvalidInputError } from '@rote/domain';
import type { SpecFile } from './read-spec.js';

const withoutPlace = ({ pointer, expected, found, suggestion }: Fault): Fault => ({
  pointer,
  expected,
  ...(found !== undefined && { found }),
  ...(suggestion !== undefined && { suggestion }),
});

/**
 * Adds the name of a spec's file, and places in it, to an error about the spec. Places that the API gives are dropped,
 * because they refer to the JSON that was sent.
 */
export function locateInFile(error: unknown, { name, source }: Pick<SpecFile, 'name' | 'source'>): unknown {
  if (!(error instanceof InvalidInputError) || error.code === 'config-invalid') return error;
  const code = error.code === 'spec-invalid' ? error.code : 'request-invalid';
  const [what = ''] = error.message.split(':\n');
  const faults = error.faults.map(withoutPlace);
  const located = code === 'spec-invalid' ? locateFaults(source, faults) : faults;
  return new InvalidInputError(code, `${name}: ${what}`, located, error.more);
}

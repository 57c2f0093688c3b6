import { InvalidInputError } from '@rote/domain';

/** An error about a spec that says which file it is in, where it does not yet. */
export function nameFile(error: unknown, file: string): unknown {
  if (!(error instanceof InvalidInputError) || error.code === 'config-invalid') return error;
  const code = error.code === 'spec-invalid' ? error.code : 'request-invalid';
  const [what = ''] = error.message.split(':\n');
  const name = file === '-' ? 'standard input' : file;
  return what.includes(name) ? error : new InvalidInputError(code, `${name}: ${what}`, error.faults);
}

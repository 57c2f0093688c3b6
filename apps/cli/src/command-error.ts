/** Exit codes of the process. */
export const EXIT_CODES = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** What each exit code means, in a word for the help and in a sentence for the reference. */
export const EXIT_CODE_MEANINGS = {
  ok: { word: 'done', sentence: 'The command did all of its work.' },
  failure: {
    word: 'failed',
    sentence:
      'It did not, or what it found deserves attention: a followed sweep has failed cells, no engine can train, psql failed.',
  },
  usage: {
    word: 'wrong usage',
    sentence: 'The arguments, the options or the settings are invalid. Nothing was done.',
  },
  interrupted: {
    word: 'interrupted',
    sentence:
      'Ctrl-C, SIGTERM, or the end of the terminal. A sweep that was followed continues. `rote up` ends with 0: it has no other end.',
  },
} as const satisfies Record<keyof typeof EXIT_CODES, object>;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** A command did its work, but what it found deserves an exit code, such as a sweep with failed cells. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT_CODES.failure) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

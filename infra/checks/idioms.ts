/** An idiom that docs/STYLE.md replaces, and what to write instead. */
export interface Idiom {
  readonly pattern: RegExp;
  readonly write: string;
}

/** Turns of phrase that a native reader stumbles over. Short on purpose: each one was frequent here. */
export const IDIOMS: readonly Idiom[] = [
  { pattern: /\banew\b/i, write: '"again", or "recreates", "reconnects"' },
  { pattern: /\bwhoever\b/i, write: 'who it is: "the caller", "another process", "anyone who"' },
  {
    pattern: /(?<!')\b(?:somebody|nobody)\b/i,
    write: 'who it is: "another process", "a person", "no worker"',
  },
  { pattern: /(?<!\bthere )\bis none\b/, write: '"if there is no …", "is not one", "is invalid"' },
  { pattern: /(?<!\bthere )\bare none\b/, write: '"there are no …", "have none", "are invalid"' },
  { pattern: /\bunder way\b/i, write: '"in progress"' },
  { pattern: /\bhand(?:s|ed|ing)?(?: \w+){0,2} back\b/i, write: '"returns", "releases"' },
  { pattern: /\bhears? (?:of|what|why)\b/i, write: '"Called with …", "learns"' },
  { pattern: /\bthrice\b/i, write: '"three times"' },
  { pattern: /\bfor want of\b/i, write: '"because there is no …", "without"' },
  { pattern: /\b(?:go|goes|going|gone|went) on from\b/i, write: '"resumes from"' },
  { pattern: /\b(?:go|goes) on\b/i, write: '"continues"' },
  { pattern: /\bsays the doctor\b/i, write: '"`rote engine doctor` shows …"' },
  { pattern: /\b(?:when|where) (?:it is |they are )?left out\b/i, write: '"Default: …"' },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, write: '"fix", "repair", "recover"' },
  { pattern: /\bfor ever\b/i, write: '"forever"' },
  { pattern: /\bcannot be had\b/i, write: '"is unavailable"' },
  { pattern: /\bwhere there (?:is|are) no(?:ne)?\b/i, write: '"if there is no …"' },
  { pattern: /\bis no (?:part of|number)\b/i, write: '"is not part of", "is NaN", "is not finite"' },
  { pattern: /\bhears? of\b/i, write: '"is told", "is called with"' },
  { pattern: /\bsaid otherwise\b/i, write: '"stated otherwise"' },
  { pattern: /\bas good as (?:none|empty)\b/i, write: '"counts as empty"' },
  // "Leave it alone" is English.
  {
    pattern: /(?<!\b(?:leaves?|leaving|left|let|stand\w*)\b[^.;:]{0,60})\balone\b/i,
    write: '"only", "by itself"',
  },
];

/** The first line of each file. */
export const GENERATED = '<!-- Written by `npm run docs`; edit its sources instead. -->';

/** Escapes text for a cell of a table. */
const inCell = (text) =>
  String(text)
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();

export function table(heads, rows) {
  const line = (cells) => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

export const code = (text) => `\`${text}\``;

/** A value as JSON, or nothing. */
export const codeOf = (value) => (value === undefined ? '' : code(JSON.stringify(value)));

/** Capitalizes a sentence's first letter, and adds a period at its end. */
export function sentence(text) {
  if (text === undefined || text === '') return '';
  const capital = text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

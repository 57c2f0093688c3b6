/** At the head of each file. */
export const GENERATED = '<!-- Written by `npm run docs`; edit what it is made from instead. -->';

/** Text inside a cell of a table. */
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

/** A value as the JSON that stands for it, or nothing. */
export const codeOf = (value) => (value === undefined ? '' : code(JSON.stringify(value)));

/** A sentence's first letter as a capital, and a full stop at its end. */
export function sentence(text) {
  if (text === undefined || text === '') return '';
  const capital = text[0].toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

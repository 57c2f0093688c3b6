/** Returns the index of the quotation mark that ends the field starting at `start`. */
function endOfQuoted(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

/**
 * Returns the fields of a record in Postgres' text format, such as `(1,,"a ""b""")`; a missing one is `null`.
 *
 * @param text Postgres' output, a record with at least one field
 */
export function parseRecordText(text: string): readonly (string | null)[] {
  const end = text.length - 1;
  const fields: (string | null)[] = [];
  for (let at = 1; ; at++) {
    if (text[at] === '"') {
      const close = endOfQuoted(text, at);
      fields.push(
        text
          .slice(at + 1, close)
          .replaceAll('""', '"')
          .replaceAll('\\\\', '\\'),
      );
      at = close + 1;
    } else {
      const comma = text.indexOf(',', at);
      const close = comma === -1 ? end : comma;
      fields.push(close === at ? null : text.slice(at, close));
      at = close;
    }
    if (at >= end) return fields;
  }
}

import type pg from 'pg';

/** The file has no `source` (its name gives that) and no `id`; Postgres reads the rest by column name. */
const INSERT = `INSERT INTO paper_reference
    (source, architecture, corruption, label_noise, regularizer, dataset, epoch, metric, value, band_low, band_high)
  SELECT $1, architecture, corruption, label_noise, regularizer, dataset, epoch, metric, value, band_low, band_high
  FROM json_populate_recordset(NULL::paper_reference, $2)`;

const COLUMNS =
  'dataset,architecture,corruption,label_noise,regularizer,epoch,metric,value,band_low,band_high';

/**
 * @throws TypeError if the text does not have the form of such a file
 */
function parseRows(text: string): readonly Readonly<Record<string, string | null>>[] {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== COLUMNS) throw new TypeError(`the first line must be ${COLUMNS}`);
  const names = COLUMNS.split(',');
  return lines.map((line, index) => {
    const fields = line.split(',');
    if (fields.length !== names.length || line.includes('"'))
      throw new TypeError(
        `line ${String(index + 2)} must have ${String(names.length)} fields, without quotation marks`,
      );
    return Object.fromEntries(
      names.map((name, place) => [name, fields[place] === '' ? null : fields[place]!]),
    );
  });
}

/** Removes the paper's numbers of one of its tables or figures. */
export async function removeNumbers(client: pg.Client, source: string): Promise<void> {
  await client.query('DELETE FROM paper_reference WHERE source = $1', [source]);
}

/** Replaces the paper's numbers of one of its tables or figures with those of a CSV file; an empty field is null. */
export async function replaceNumbers(client: pg.Client, source: string, text: string): Promise<void> {
  const rows = parseRows(text);
  await removeNumbers(client, source);
  await client.query(INSERT, [source, JSON.stringify(rows)]);
}

import { markup, type Markup, type Part } from '../markup.js';

export interface Column {
  readonly title: string;
  /** Numbers are aligned to the right. */
  readonly isNumeric?: boolean;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Each is as long as `columns`. */
  readonly rows: readonly (readonly Part[])[];
}

/** Draws a table as HTML, in its own scrolling box for narrow screens. */
export function drawTable({ caption, columns, rows }: Table): Markup {
  const classOf = (index: number): Part =>
    columns[index]?.isNumeric === true ? markup` class="number"` : undefined;
  return markup`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title }, index) => markup`<th scope="col"${classOf(index)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${row.map((cell, index) => markup`<td${classOf(index)}>${cell}</td>`)}</tr>
`,
)}</tbody>
</table></div>
`;
}

import { markup, type Markup, type Part } from '../markup.js';

export interface Column {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly isNumeric?: boolean;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly Part[])[];
}

/** A table as HTML; in a box of its own that scrolls, for narrow screens. */
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

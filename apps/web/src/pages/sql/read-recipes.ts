/** A query of the guide, and what it answers. */
export interface Recipe {
  readonly title: string;
  readonly sql: string;
}

/** The first sentence of a paragraph, without its links and code marks. */
function titleOf(paragraph: string): string {
  const text = paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [sentence = text] = /^.*?[.:](?=\s|$)/.exec(text) ?? [];
  return sentence.replace(/[.:]$/, '');
}

/** Reads the queries of a guide in Markdown: each block of SQL, with the paragraph before it. */
export function readRecipes(markdown: string): readonly Recipe[] {
  const blocks = markdown.matchAll(/(?:^|\n)([^\n#`|][^\n]*(?:\n[^\n]+)*)\n\n```sql\n([\s\S]*?)\n```/g);
  return [...blocks].map(([, paragraph = '', sql = '']) => ({ title: titleOf(paragraph), sql }));
}

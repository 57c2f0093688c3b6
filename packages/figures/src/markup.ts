/** Text that is XML or HTML already. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in markup: lists are joined, and what is undefined or false is left out. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may have, not even escaped (XML 1.0, section 2.2). */
// eslint-disable-next-line no-control-regex -- these are the ones meant
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escapeText = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return isMarkup(part) ? part.markup : part.map(textOf).join('');
}

const isMarkup = (part: Markup | readonly Part[]): part is Markup => 'markup' in part;

/**
 * A template of XML or HTML. What is put in is escaped, for a text and for a value in double quotes alike, unless it
 * is markup itself: nothing a person has typed can become an element.
 */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + textOf(parts[index - 1]) + string),
});

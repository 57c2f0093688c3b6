/** Text that is already XML or HTML. */
export interface Markup {
  readonly markup: string;
}

/** What a template may contain: lists are joined; undefined and false yield nothing. */
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
 * A template tag for XML or HTML. It escapes every interpolated value for both text and double-quoted attributes,
 * unless the value is markup itself: nothing that a person has typed can become an element.
 */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + textOf(parts[index - 1]) + string),
});

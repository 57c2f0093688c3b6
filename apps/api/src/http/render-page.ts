export interface PageContent {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly links: readonly (readonly [text: string, address: string])[];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}';

const SITE = 'Rote';

/** Renders a small page of text and links that depends on nothing else. */
export const renderPage = ({ title, paragraphs, links }: PageContent): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title === SITE ? SITE : `${title} – ${SITE}`)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escape(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    `<ul>${links.map(([text, address]) => `<li><a href="${escape(address)}">${escape(text)}</a></li>`).join('')}</ul>`,
    '</main></body></html>',
    '',
  ].join('\n');

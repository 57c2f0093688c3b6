import { type JsonSchema, keysIn, kindOf, schemasAt, wordsIn } from './json-schema.js';
import { yamlPlaceAt } from './place-at.js';

/** Something that may be written at a place. */
interface YamlOption {
  readonly label: string;
  readonly kind: 'key' | 'word';
  readonly detail: string;
  readonly info: string;
  /** What is inserted. */
  readonly text: string;
}

/** What may be written in place of a word. */
export interface YamlCompletion {
  readonly from: number;
  readonly options: readonly YamlOption[];
}

const needsQuotes = (word: string): boolean =>
  /^(?:true|false|null|~|yes|no|on|off|)$/i.test(word) || /^[\d.+-]|[:#{}[\],&*!|>'"%@`]/.test(word);

/** The keys that come after the cursor in the same mapping, which it already has. */
function laterKeys(text: string, offset: number, path: readonly (string | number)[]): readonly string[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const column = /^[ -]*/.exec(text.slice(lineStart, offset))![0].length;
  const keys: string[] = [];
  for (const line of text.slice(offset).split('\n').slice(1)) {
    const indent = /^ */.exec(line)![0].length;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (indent < column || (indent === column && path.length > 0 && line.trimStart().startsWith('- '))) break;
    const [, key] = /^([\w-]+)\s*:/.exec(line.slice(column)) ?? [];
    if (indent === column && key !== undefined) keys.push(key);
  }
  return keys;
}

/** Returns what a schema allows at an offset of a YAML text. */
export function completeYaml(root: JsonSchema, text: string, offset: number): YamlCompletion {
  const { path, kind, from, siblings } = yamlPlaceAt(text, offset);
  const schemas = schemasAt(root, path);
  const after = /^[^\n]*/.exec(text.slice(offset))![0];
  const written = kind === 'key' || kind === 'either' ? laterKeys(text, offset, path) : [];
  const had = new Map([...siblings, ...written.map((key) => [key, ''] as const)]);
  const keys =
    kind === 'value'
      ? []
      : [...keysIn(schemas, had)].map(([key, schema]) => ({
          label: key,
          kind: 'key' as const,
          detail: kindOf(root, schema),
          info: schema.description ?? '',
          text: /^\s*:/.test(after) ? key : `${key}: `,
        }));
  const words =
    kind === 'key'
      ? []
      : [...wordsIn(schemas)].map(([word, info]) => ({
          label: word,
          kind: 'word' as const,
          detail: '',
          info,
          text: /^(?:true|false)$/.test(word) || !needsQuotes(word) ? word : JSON.stringify(word),
        }));
  return { from, options: [...words, ...keys] };
}

/** What a schema says about the key or word at an offset. */
export function describeYaml(
  root: JsonSchema,
  text: string,
  offset: number,
): { readonly name: string; readonly about: string; readonly from: number; readonly to: number } | undefined {
  const before = /[\w./+-]*$/.exec(text.slice(0, offset))![0].length;
  const after = /^[\w./+-]*/.exec(text.slice(offset))![0].length;
  const [from, to] = [offset - before, offset + after];
  const name = text.slice(from, to);
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (name === '' || /(?:^|\s)#/.test(line)) return undefined;
  const isKey = /^["']?\s*:(?:\s|$)/.test(text.slice(to, to + 3));
  const { path } = yamlPlaceAt(text, from);
  const schemas = schemasAt(root, isKey ? [...path, name] : path);
  const about = isKey
    ? [...new Set(schemas.map(({ description }) => description))].find((each) => each !== undefined)
    : (wordsIn(schemas).get(name) ?? schemas[0]?.description);
  return about === undefined || about === '' ? undefined : { name, about, from, to };
}

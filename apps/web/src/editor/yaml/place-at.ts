/** Where in a YAML text a cursor is. */
export interface YamlPlace {
  /** The keys and indexes from the top to the mapping, list or value that is written here. */
  readonly path: readonly (string | number)[];
  /**
   * `key`: only the key of a mapping may stand here. `value`: only a value. `either`: the first word of a value that may still
   * become the key of a mapping.
   */
  readonly kind: 'key' | 'value' | 'either';
  /** Where the word under the cursor begins. */
  readonly from: number;
  /** What is written of it. */
  readonly word: string;
  /** What the mapping already has before the cursor: the text of its values by their keys. */
  readonly siblings: ReadonlyMap<string, string>;
}

/** A mapping or a list that is open at the cursor. */
interface Frame {
  /** The column of its keys or dashes; in braces and brackets, -1. */
  readonly indent: number;
  readonly kind: 'map' | 'list';
  readonly isFlow: boolean;
  /** The key or the index that is being written. */
  at: string | number | undefined;
  readonly siblings: Map<string, string>;
}

const KEY =
  /^(?:"([^"]*)"|'([^']*)'|([^\s#{}[\],&*!|>'"%@`-][^#{}[\],]*?|-[^\s#{}[\],][^#{}[\],]*?))\s*:(?=\s|$)/;
const FLOW_KEY = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s#{}[\],:'"]+))\s*:(?=\s|$|[[{])/;
const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);
const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

const frame = (kind: Frame['kind'], indent: number, isFlow = false): Frame => ({
  kind,
  indent,
  isFlow,
  at: kind === 'list' ? 0 : undefined,
  siblings: new Map(),
});

/** Reads a text in lines, as far as the cursor, and keeps the mappings and lists that are open. */
class Reader {
  readonly frames: Frame[] = [];
  /** The column of a block of text (`|`, `>`) that lines with a larger indent belong to. */
  block: number | undefined;
  /** Where the word begins that is being read. */
  wordAt = 0;
  isValue = false;

  get top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** Reads a line of the text, which begins at an offset. */
  line(line: string, offset: number): void {
    if (this.top?.isFlow) {
      this.rest(line, offset);
      return;
    }
    const indent = /^ */.exec(line)![0].length;
    if (this.block !== undefined) {
      if (indent > this.block || line.trim() === '') return;
      this.block = undefined;
    }
    if (line.trimStart().startsWith('#') || /^(?:---|\.\.\.)/.test(line)) return;
    this.item(line, indent, offset);
  }

  /** Reads what begins at a column: dashes, a key, or a value. */
  item(line: string, column: number, offset: number): void {
    const rest = line.slice(column);
    if (/^-(?:\s|$)/.test(rest)) {
      this.close((each) => each.indent > column);
      if (this.top?.kind === 'list' && this.top.indent === column) {
        this.top.at = Number(this.top.at) + 1;
      } else {
        // A list may stand at the column of the key that has it.
        this.frames.push(frame('list', column));
      }
      const next = column + 1 + /^\s*/.exec(rest.slice(1))![0].length;
      this.isValue = false;
      this.wordAt = offset + next;
      if (next < line.length) this.item(line, next, offset);
      else this.close((each) => each.indent > column);
      return;
    }
    const [whole, double, single, plain] = KEY.exec(rest) ?? [];
    this.wordAt = offset + column;
    this.isValue = false;
    this.close((each) => each.indent > column || (each.kind === 'list' && each.indent === column));
    if (whole === undefined) {
      if (this.top?.kind === 'map' && this.top.indent === column) this.top.at = undefined;
      this.rest(rest, offset + column);
      return;
    }
    const key = double ?? single ?? plain ?? '';
    if (!(this.top?.kind === 'map' && this.top.indent === column)) this.frames.push(frame('map', column));
    const map = this.top!;
    map.at = key;
    const value = rest.slice(whole.length);
    map.siblings.set(key, unquoted(value.replace(/\s#.*$/, '')));
    this.isValue = true;
    this.wordAt = offset + column + whole.length + /^\s*/.exec(value)![0].length;
    if (/^\s*[|>][+-]?\d?\s*(?:#.*)?$/.test(value)) this.block = column;
    else this.rest(value, offset + column + whole.length);
  }

  /** Reads the text of a value, which may open and close braces and brackets. */
  rest(text: string, offset: number): void {
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at]!;
      const { top } = this;
      const isOpen = top?.isFlow === true;
      const isStart = text.slice(0, at).trim() === '' || isOpen;
      if (char === '#' && (at === 0 || /\s/.test(text[at - 1]!))) return;
      if ((char === '"' || char === "'") && isStart) {
        const end = text.indexOf(char, at + 1);
        if (end === -1) return;
        if (!isOpen || !FLOW_KEY.test(text.slice(at))) at = end;
      } else if ((char === '{' || char === '[') && isStart) {
        const opened = frame(char === '{' ? 'map' : 'list', -1, true);
        this.frames.push(opened);
        this.wordAt = offset + at + 1;
        this.isValue = opened.kind === 'list';
        continue;
      } else if (!isOpen) continue;
      else if (char === '}' || char === ']') {
        this.frames.pop();
        this.isValue = true;
        this.wordAt = offset + at + 1;
        continue;
      } else if (char === ',') {
        if (top.kind === 'list') top.at = Number(top.at) + 1;
        else top.at = undefined;
        this.isValue = top.kind === 'list';
        this.wordAt = offset + at + 1;
        continue;
      }
      if (isOpen && top.kind === 'map' && top.at === undefined) {
        const [whole, double, single, plain] = FLOW_KEY.exec(text.slice(at)) ?? [];
        if (whole !== undefined) {
          const key = double ?? single ?? plain ?? '';
          top.at = key;
          at += whole.length - 1;
          const value = /^\s*([^,{}[\]#]*)/.exec(text.slice(at + 1))?.[1] ?? '';
          top.siblings.set(key, unquoted(value));
          this.isValue = true;
          this.wordAt = offset + at + 1;
        }
      }
    }
  }

  close(isOver: (frame: Frame) => boolean): void {
    while (this.top !== undefined && !this.top.isFlow && isOver(this.top)) this.frames.pop();
  }
}

/**
 * Finds where in a YAML text an offset is, by indentation and brackets: a text that is being written is seldom valid, so no
 * parser is asked.
 */
export function yamlPlaceAt(text: string, offset: number): YamlPlace {
  const reader = new Reader();
  let start = 0;
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  const last = lines.pop()!;
  for (const line of lines) {
    if (!isBlank(line)) reader.line(line, start);
    start += line.length + 1;
  }
  const isInFlow = reader.top?.isFlow === true;
  reader.wordAt = start;
  if (last.trim() === '' && !isInFlow) {
    // An empty line belongs to what its column says.
    const column = last.length;
    reader.wordAt = offset;
    reader.close((each) => each.indent > column || (each.kind === 'list' && each.indent >= column));
    const { top } = reader;
    if (top?.kind === 'map' && top.indent === column) top.at = undefined;
    return placeOf(reader, text, offset, 'either');
  }
  reader.line(last, start);
  const { top } = reader;
  const isFlowMap = top?.isFlow === true && top.kind === 'map';
  if (isFlowMap && top.at === undefined) return placeOf(reader, text, offset, 'key');
  if (top?.isFlow === true || reader.isValue) return placeOf(reader, text, offset, 'value');
  return placeOf(reader, text, offset, 'either');
}

function placeOf(
  { frames, wordAt }: Reader,
  text: string,
  offset: number,
  kind: YamlPlace['kind'],
): YamlPlace {
  const path = frames.map(({ at }) => at).filter((at) => at !== undefined);
  const top = frames.at(-1);
  const isKey = top?.kind === 'map' && top.at === undefined;
  const written = text.slice(Math.min(wordAt, offset), offset);
  const word = /[^\s,{}[\]"']*$/.exec(written)![0];
  return {
    path,
    kind: isKey && kind === 'either' ? 'key' : kind,
    from: offset - word.length,
    word,
    siblings: isKey ? top.siblings : new Map(),
  };
}

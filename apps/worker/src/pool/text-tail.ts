/** Keeps the end of a text that arrives in pieces. */
export interface TextTail {
  add(text: string): void;
  clear(): void;
  /** Returns the last characters, up to the tail's limit. */
  read(): string;
}

export function createTextTail(maxCharacters: number): TextTail {
  let tail = '';
  return {
    add(text) {
      tail = (tail + text).slice(-maxCharacters);
    },
    clear() {
      tail = '';
    },
    read: () => tail,
  };
}

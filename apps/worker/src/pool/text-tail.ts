/** Keeps the end of a text that comes in pieces. */
export interface TextTail {
  add(text: string): void;
  clear(): void;
  /** The last characters, at most as many as the tail keeps. */
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

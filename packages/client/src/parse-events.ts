/** A server-sent event that has data. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Yields the events of a stream as they arrive (https://html.spec.whatwg.org/multipage/server-sent-events.html). Lines end with
 * a line feed, with or without a carriage return before it.
 */
export async function* parseEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  let type = 'message';
  let data: string[] = [];
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*?)\r?$/.exec(line) ?? [];
      if (name === 'event') type = value;
      if (name === 'data') data.push(value);
      if (name !== '' || line.startsWith(':')) continue;
      if (data.length > 0) yield { type, data: data.join('\n') };
      type = 'message';
      data = [];
    }
  }
}

import { waitFor } from '@rote/testkit';
import { onTestFinished } from 'vitest';

interface Heard {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Listening {
  readonly response: Response;
  readonly heard: readonly Heard[];
  /** Everything that arrived. */
  readonly text: () => string;
  /** Resolves when this many events of a type have arrived. */
  until(type: string, count?: number): Promise<Heard>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  leave(): void;
}

/** Opens a stream of events as a browser would, for the running test. */
export async function listen(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  const leaving = new AbortController();
  onTestFinished(() => {
    leaving.abort();
  });
  const response = await fetch(url, { headers, signal: leaving.signal });
  const heard: Heard[] = [];
  let text = '';
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/) as [string, string]));
        const data = fields.get('data');
        if (data !== undefined)
          heard.push({
            id: fields.get('id'),
            type: fields.get('event') ?? 'message',
            data: JSON.parse(data) as Heard['data'],
          });
      }
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!leaving.signal.aborted) throw error;
  });
  ended.catch(() => undefined);
  return {
    response,
    heard,
    text: () => text,
    ended,
    until: (type, count = 1) =>
      waitFor(() => heard.filter((event) => event.type === type)[count - 1], {
        describe: `${String(count)} × ${type} in ${url}`,
      }),
    leave() {
      leaving.abort();
    },
  };
}

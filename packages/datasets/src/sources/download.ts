/** A server that has not started to answer by then counts as unreachable, so that the next source is tried. */
const ANSWER_TIMEOUT_MS = 5_000;
/** A download that receives no byte for this long counts as broken. */
const SILENCE_TIMEOUT_MS = 30_000;
/** How often a download reports its progress. */
const REPORT_EVERY_BYTES = 20e6;

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** Called for every piece that arrives. */
  readonly onActivity?: (() => void) | undefined;
  readonly answerTimeoutMs?: number;
  readonly silenceTimeoutMs?: number;
}

/**
 * Yields the body of a URL as it arrives. Throws if the server cannot be reached or answers with an error, if the body
 * breaks off or stalls, and if the signal aborts.
 */
export async function* download(url: string, options: DownloadOptions): AsyncGenerator<Uint8Array, void> {
  const { answerTimeoutMs = ANSWER_TIMEOUT_MS, silenceTimeoutMs = SILENCE_TIMEOUT_MS, onProgress } = options;
  const watchdog = startWatchdog();
  try {
    watchdog.expect(answerTimeoutMs, `no answer within ${answerTimeoutMs / 1000} s`);
    const response = await fetch(url, { signal: AbortSignal.any([options.signal, watchdog.signal]) });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    const size = Number(response.headers.get('content-length') ?? Number.NaN);
    const silence = `no data for ${silenceTimeoutMs / 1000} s`;
    let received = 0;
    const body: AsyncIterable<Uint8Array> = response.body;
    watchdog.expect(silenceTimeoutMs, silence);
    for await (const chunk of body) {
      watchdog.rest();
      options.onActivity?.();
      const reports = Math.floor(received / REPORT_EVERY_BYTES);
      received += chunk.length;
      if (Math.floor(received / REPORT_EVERY_BYTES) > reports)
        onProgress(describeProgress(url, received, size));
      yield chunk;
      watchdog.expect(silenceTimeoutMs, silence);
    }
  } finally {
    watchdog.rest();
  }
}

/** Downloads a file that fits into memory twice. */
export async function downloadBytes(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of download(url, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Aborts its signal unless the expected data arrives in time. */
function startWatchdog() {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearTimeout(timer);
  };
  return {
    signal: controller.signal,
    rest,
    expect(withinMs: number, complaint: string): void {
      rest();
      timer = setTimeout(() => {
        controller.abort(new Error(complaint));
      }, withinMs);
    },
  };
}

function describeProgress(url: string, received: number, size: number): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const of = Number.isNaN(size) ? '' : ` of ${megabytes(size)}`;
  return `${url}: ${megabytes(received)}${of} MB`;
}

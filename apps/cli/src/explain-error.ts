import { redactUrls } from '@rote/runtime/redact-url';

/**
 * What went wrong, for a person: the message, and on further lines each cause that says something new. A cause of
 * several lines is a library's, for a log (Prisma shows its call): whoever caught it has said what matters. No password of a URL is in it.
 */
export function explainError(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    const { message } = current;
    const isForLogs = lines.length > 0 && message.includes('\n');
    // That it failed says nothing of why, which its own cause does.
    const saysNothing = message === '' || message === 'fetch failed';
    if (!saysNothing && !isForLogs && !lines.some((line) => line.includes(message))) lines.push(message);
  }
  const [first = String(error), ...causes] = lines;
  return redactUrls([first, ...causes.map((cause) => `  because: ${cause}`)].join('\n'));
}

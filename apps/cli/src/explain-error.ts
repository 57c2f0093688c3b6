import { redactKeys } from '@rote/domain';
import { redactUrls } from '@rote/runtime/redact-url';

/**
 * Describes what went wrong, for a person: the message, then on further lines each cause that says something new. A cause
 * of several lines comes from a library and is for a log (Prisma shows its call): the code that caught it has said what
 * matters. Passwords in URLs and the secrets of keys are removed.
 */
export function explainError(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    const { message } = current;
    const isForLogs = lines.length > 0 && message.includes('\n');
    // That it failed does not say why; its own cause does.
    const saysNothing = message === '' || message === 'fetch failed';
    if (!saysNothing && !isForLogs && !lines.some((line) => line.includes(message))) lines.push(message);
  }
  const [first = String(error), ...causes] = lines;
  return redactKeys(redactUrls([first, ...causes.map((cause) => `  because: ${cause}`)].join('\n')));
}

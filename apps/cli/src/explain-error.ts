/** What went wrong, for a person: the message, and on further lines each cause that says something new. */
export function explainError(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    const { message } = current;
    if (message !== '' && !lines.some((line) => line.includes(message))) lines.push(message);
  }
  const [first = String(error), ...causes] = lines;
  return [first, ...causes.map((cause) => `  because: ${cause}`)].join('\n');
}

import { HTTP_ERROR_CODES } from '@rote/contracts';
import { ERROR_CODES, FAILURE_CLASS_OF_ERROR, RETRY_POLICY } from '@rote/domain';
import { code, GENERATED, table } from './markdown.mjs';
import { ERROR_MEANINGS } from './error-meanings.mjs';
import { importBuilt } from './workspace-module.mjs';

/** Writes docs/reference/errors.md. */
export async function describeErrors() {
  const { PROBLEMS } = await importBuilt('apps/api/problems');
  const codes = [...ERROR_CODES, ...HTTP_ERROR_CODES];
  const missing = codes.filter((name) => !Object.hasOwn(ERROR_MEANINGS, name));
  const unknown = Object.keys(ERROR_MEANINGS).filter((name) => !codes.includes(name));
  if (missing.length + unknown.length > 0)
    throw new Error(
      `infra/docs/error-meanings.mjs: missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`,
    );
  const sections = codes.map((name) => {
    const { status, title } = PROBLEMS[name];
    const failure = FAILURE_CLASS_OF_ERROR[name];
    const facts = [
      `HTTP ${status}, "${title}"`,
      ...(failure === undefined || (failure === 'bug' && name !== 'internal')
        ? []
        : [`failure class ${code(failure)}`]),
    ];
    return `## ${name}\n\n${facts.join(' · ')}.\n\n${ERROR_MEANINGS[name]}`;
  });
  const policy = Object.entries(RETRY_POLICY).map(([name, { attempts, delayMs }]) => [
    code(name),
    attempts,
    delayMs === 0 ? 'none' : `${delayMs / 1000} s, doubled each time`,
  ]);
  const text = `${GENERATED}

# Errors

Every error has a stable code, and says whether the same call may succeed later (\`retryable\`). The API
answers with \`application/problem+json\` (RFC 9457), whose \`code\` is one of these; \`rote\` prints the message and exits
with 1, with 2 if its usage is wrong, with 130 if it was interrupted. What to do when something breaks is in
[failures.md](../failures.md).

An attempt at a cell that ends without a result has one of these failure classes, which decides how often it is tried:

${table(['failure class', 'attempts', 'wait before the next'], policy)}

${sections.join('\n\n')}
`;
  return { 'docs/reference/errors.md': text };
}

import { PROBLEM_CODES, type ProblemCode, ProblemKind, ProblemList, ProblemPath } from '@rote/contracts';
import type { App } from '../app-types.js';
import { HttpError } from '../http/http-error.js';
import { asInertPage, HtmlPage } from '../http/inert-page.js';
import { negotiate } from '../http/negotiate.js';
import { renderPage } from '../http/render-page.js';
import { PROBLEMS } from '../problems.js';
import { openResponses } from './problem-responses.js';

const kindOf = (code: ProblemCode): ProblemKind => ({
  type: `/problems/${code}`,
  code,
  ...PROBLEMS[code],
});

const isProblemCode = (code: string): code is ProblemCode =>
  (PROBLEM_CODES as readonly string[]).includes(code);

/** Adds the pages to which the `type` of a problem leads. */
export function addProblemRoutes(app: App): void {
  app.get(
    '/problems',
    {
      schema: {
        operationId: 'listProblems',
        tags: ['service'],
        summary: 'List the kinds of problems',
        description: 'Every answer with a status from 400 is a problem of one of these kinds.',
        response: { 200: ProblemList, ...openResponses('too-many-requests') },
      },
    },
    () => ({ items: PROBLEM_CODES.map(kindOf) }),
  );

  app.get(
    '/problems/:code',
    {
      schema: {
        operationId: 'getProblem',
        tags: ['service'],
        summary: 'A kind of problem: what it is, and what to do about it',
        description: 'A page for people, or JSON, by the Accept header.',
        params: ProblemPath,
        response: {
          200: {
            description: 'The kind of problem',
            content: { 'application/json': { schema: ProblemKind }, 'text/html': { schema: HtmlPage } },
          },
          ...openResponses('too-many-requests', 'route-not-found'),
        },
      },
    },
    async ({ params: { code }, headers }, reply) => {
      if (!isProblemCode(code))
        throw new HttpError(
          'route-not-found',
          `No kind of problem has the code ${JSON.stringify(code)}; GET /problems lists them.`,
        );
      const kind = kindOf(code);
      void reply.header('vary', 'accept');
      if (negotiate(headers.accept, ['application/json', 'text/html']) !== 'text/html') return kind;
      const page = renderPage({
        title: kind.title,
        paragraphs: [`Status ${String(kind.status)}, code ${kind.code}.`, kind.help],
        links: [
          ['All problems', '/problems'],
          ['Documentation', '/docs'],
        ],
      });
      return await asInertPage(reply, 'text/html; charset=utf-8').send(page);
    },
  );
}

import { HTTP_ERROR_CODES, Problem, PROBLEM_CODES } from '@rote/contracts';
import { ERROR_CODES, InvalidInputError, RoteError, satisfiesSchema } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { problemOf, PROBLEMS } from '../src/problems.js';

describe('the table of problems', () => {
  it('has a status from 400 and a distinct title for every code', () => {
    expect(Object.keys(PROBLEMS).sort()).toEqual([...ERROR_CODES, ...HTTP_ERROR_CODES].sort());
    for (const { status } of Object.values(PROBLEMS)) expect(status).toBeGreaterThanOrEqual(400);
    expect(new Set(Object.values(PROBLEMS).map(({ title }) => title)).size).toBe(PROBLEM_CODES.length);
  });

  it.each(ERROR_CODES)('makes a valid problem of an error with code %s', (code) => {
    const problem = problemOf(new RoteError(code, 'what happened', { retryable: true }), '/v1/x', 'req-1');
    expect(satisfiesSchema(Problem, problem)).toBe(true);
    expect(problem).toMatchObject({ code, status: PROBLEMS[code].status, instance: '/v1/x' });
  });
});

describe('problemOf', () => {
  it('reports every fault of an input', () => {
    const faults = [
      { pointer: '/grid', expected: 'required' },
      { pointer: '/name', expected: 'a name' },
    ];
    const error = new InvalidInputError('spec-invalid', 'this is not a sweep spec', faults);
    expect(problemOf(error, '/v1/sweeps', 'req-1')).toMatchObject({ status: 422, errors: faults });
  });

  it.each([
    ['an error without a code', new Error('password is hunter2')],
    ['an internal error', new RoteError('internal', 'password is hunter2')],
    ['a value that is not an error', 'password is hunter2'],
    ['a system error', Object.assign(new Error('hunter2'), { code: 'ENOENT', statusCode: 500 })],
  ])('does not describe %s, but says where to find it', (_, error) => {
    const problem = problemOf(error, '/v1/x', 'req-7');
    expect(problem).toMatchObject({ code: 'internal', status: 500, retryable: false });
    expect(problem.detail).toContain('req-7');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('accepts Fastify’s verdict on client errors', () => {
    const tooLarge = Object.assign(new Error('too large'), {
      code: 'FST_ERR_CTP_BODY_TOO_LARGE',
      statusCode: 413,
    });
    expect(problemOf(tooLarge, '/', 'r')).toMatchObject({ code: 'body-too-large', status: 413 });
    const badUrl = Object.assign(new Error('bad url'), { code: 'FST_ERR_BAD_URL', statusCode: 400 });
    expect(problemOf(badUrl, '/', 'r')).toMatchObject({ code: 'request-invalid', status: 400 });
  });
});

import { RoteError } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { explainError } from '../src/explain-error.js';

describe('explainError', () => {
  it('adds each cause that says something new', () => {
    const refused = new Error('connect ECONNREFUSED', { cause: new Error('connect ECONNREFUSED') });
    const error = new RoteError('service-unavailable', 'no API answers', { cause: refused });
    expect(explainError(error)).toBe('no API answers\n  because: connect ECONNREFUSED');
  });

  it('leaves causes of several lines to logs', () => {
    const cause = new Error('\nInvalid `prisma.$queryRaw()` invocation:\n\n\nno such user');
    expect(explainError(new RoteError('config-invalid', 'no such user', { cause }))).toBe('no such user');
    expect(explainError(new RoteError('spec-invalid', 'wrong:\n  /name: required'))).toBe(
      'wrong:\n  /name: required',
    );
  });

  it('shows no secret of a key', () => {
    const key = `rote_3f9a1c7be204_${'5'.repeat(64)}`;
    expect(explainError(new Error(`no ${key} at /v1/keys/${key}`))).toBe(
      'no rote_3f9a1c7be204_*** at /v1/keys/rote_3f9a1c7be204_***',
    );
  });

  it('accepts anything thrown', () => {
    expect(explainError('no error at all')).toBe('no error at all');
  });
});

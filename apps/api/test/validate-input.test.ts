import { CellPageQuery, SubmitHeaders, SubmitQuery } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import type { TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { validateInput } from '../src/validate-input.js';

function validate(schema: TSchema, httpPart: string, given: object): unknown {
  const result: unknown = validateInput({ schema, httpPart, method: 'GET', url: '/' })(given);
  return (result as { error?: unknown }).error ?? (result as { value: unknown }).value;
}

const faultsOf = (error: unknown) => (error as InvalidInputError).faults;

describe('the query', () => {
  it('is converted to the types of its schema, with its defaults', () => {
    expect(validate(CellPageQuery, 'querystring', {})).toEqual({ limit: 100 });
    expect(validate(CellPageQuery, 'querystring', { limit: '7', after: '0', state: 'failed' })).toEqual({
      limit: 7,
      after: 0,
      state: 'failed',
    });
    expect(validate(SubmitQuery, 'querystring', { dryRun: 'true' })).toEqual({ dryRun: true });
  });

  it.each(['', '1.5', '0x10', '1e2', ' 5', 'abc', '-1', ['1', '2'], '99999999999999999999'])(
    'rejects the limit %j',
    (limit) => {
      const error = validate(CellPageQuery, 'querystring', { limit });
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(faultsOf(error).map(({ pointer }) => pointer)).toEqual(['/query/limit']);
    },
  );

  it.each(['1', 'yes', 'TRUE', ''])('rejects the dryRun %j', (dryRun) => {
    expect(validate(SubmitQuery, 'querystring', { dryRun })).toBeInstanceOf(InvalidInputError);
  });

  it('names each unknown parameter', () => {
    const error = validate(CellPageQuery, 'querystring', { limit: '0', offset: '3', constructor: 'x' });
    expect(faultsOf(error).map(({ pointer }) => pointer)).toContain('/query/offset');
    expect(faultsOf(error).map(({ pointer }) => pointer)).toContain('/query/limit');
  });
});

describe('headers', () => {
  it('may include ones that the schema does not name', () => {
    const given = { host: 'x', 'idempotency-key': 'k' };
    expect(validate(SubmitHeaders, 'headers', given)).toEqual(given);
  });

  it('are checked if the schema names them', () => {
    const error = validate(SubmitHeaders, 'headers', { host: 'x', 'idempotency-key': '' });
    expect(faultsOf(error)).toHaveLength(1);
  });
});

import { InvalidInputError, RoteError } from '@rote/domain';
import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/read-config.js';

const SCHEMA = Type.Object({
  PORT: Type.Integer({ minimum: 1, maximum: 65535, default: 3000, description: 'TCP port of the API' }),
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  LOG_LEVEL: Type.Union([Type.Literal('info'), Type.Literal('debug')], { default: 'info' }),
  VERBOSE: Type.Boolean({ default: false }),
  RATE: Type.Optional(Type.Number()),
  API_TOKEN: Type.String({ minLength: 8, description: 'shared with the workers' }),
});
const TOKEN = { API_TOKEN: 'long enough' };

function faultsOf(env: Record<string, string>): InvalidInputError['faults'] {
  try {
    readConfig(SCHEMA, env);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.faults;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('coerces text to the types in the schema', () => {
    const env = { ...TOKEN, PORT: ' 8080 ', VERBOSE: 'Yes', RATE: '-1.5e-3', LOG_LEVEL: 'debug' };
    expect(readConfig(SCHEMA, env)).toEqual({
      ...TOKEN,
      PORT: 8080,
      VERBOSE: true,
      RATE: -0.0015,
      LOG_LEVEL: 'debug',
    });
  });

  it('fills in defaults, treats empty variables as unset, and ignores unknown ones', () => {
    const config = readConfig(SCHEMA, { ...TOKEN, PORT: '', DATABASE_URL: '', HOME: '/root' });
    expect(config).toEqual({ ...TOKEN, PORT: 3000, VERBOSE: false, LOG_LEVEL: 'info' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports all faults together, each at its variable, with what was expected', () => {
    const env = {
      PORT: '70000',
      DATABASE_URL: 'mysql://db',
      LOG_LEVEL: 'loud',
      VERBOSE: 'maybe',
      RATE: '1x',
    };
    expect(faultsOf(env)).toEqual([
      { pointer: '/PORT', expected: 'must be <= 65535 (TCP port of the API)' },
      { pointer: '/DATABASE_URL', expected: 'must match pattern "^postgres(ql)?://"' },
      { pointer: '/LOG_LEVEL', expected: 'must be one of info, debug' },
      { pointer: '/VERBOSE', expected: 'must be boolean' },
      { pointer: '/RATE', expected: 'must be number' },
      { pointer: '/API_TOKEN', expected: 'is required (shared with the workers)' },
    ]);
  });

  it('runs checks that a schema cannot express, and reports their faults with the others', () => {
    const read = (env: Record<string, string>) =>
      readConfig(SCHEMA, env, {
        DATABASE_URL: (url, { LOG_LEVEL: level }) => {
          if (url.includes('#')) throw new RoteError('config-invalid', `no URL, at level ${level ?? 'none'}`);
        },
        RATE: () => {
          throw new TypeError('not looked at: it is not set');
        },
        PORT: () => {
          throw new TypeError('not looked at: it is wrong already');
        },
      });
    const wrong = { ...TOKEN, DATABASE_URL: 'postgres://#', PORT: '0', LOG_LEVEL: 'debug' };
    expect(() => read(wrong)).toThrow(
      expect.objectContaining({
        faults: [
          expect.objectContaining({ pointer: '/PORT' }),
          { pointer: '/DATABASE_URL', expected: 'no URL, at level debug' },
        ],
      }),
    );
    expect(() => read({ ...TOKEN, DATABASE_URL: 'postgres://a' })).toThrow('not looked at');
  });

  it('never shows a value', () => {
    const env = { API_TOKEN: 's3cret', DATABASE_URL: 'hunter2', PORT: 'pa55', LOG_LEVEL: 'w0rd' };
    expect(() => readConfig(SCHEMA, env)).toThrow(InvalidInputError);
    try {
      readConfig(SCHEMA, env);
    } catch (error) {
      for (const value of Object.values(env)) expect(String(error)).not.toContain(value);
    }
  });

  it.each(['3.7', '12abc', '0x10', '', 'NaN', 'Infinity', '1,5', '--1'])(
    'does not truncate "%s" to an integer',
    (text) => {
      const schema = Type.Object({ COUNT: Type.Integer() });
      expect(() => readConfig(schema, { COUNT: text })).toThrow('/COUNT');
    },
  );

  it('reads every integer exactly', () => {
    const schema = Type.Object({ COUNT: Type.Integer() });
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        (count) => readConfig(schema, { COUNT: count.toString() }).COUNT === count,
      ),
    );
  });
});

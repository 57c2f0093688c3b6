import { describe, expect, it } from 'vitest';
import { readAddress } from '../src/index.js';

describe('a DATABASE_URL', () => {
  it('yields the schema and the settings, which the driver never sees', () => {
    const url = 'postgresql://rote:pw@host/rote?schema=lab&options=-c%20search_path%3Dother&keepalives=1';
    expect(readAddress(url)).toEqual({
      config: { connectionString: 'postgresql://rote:pw@host/rote?keepalives=1' },
      options: '-c search_path=other',
      schema: 'lab',
      prefersTls: false,
    });
    expect(readAddress('postgresql://rote:pw@host/rote')).toMatchObject({
      config: { connectionString: 'postgresql://rote:pw@host/rote' },
      schema: undefined,
    });
  });

  it.each([
    ['disable', 'sslmode=disable', undefined],
    ['no-verify', 'sslmode=no-verify', undefined],
    ['verify-full', 'sslmode=verify-full', undefined],
    // What `pg` does, but without its warning.
    ['require', 'sslmode=verify-full', undefined],
    ['verify-ca', 'sslmode=verify-full', undefined],
    ['require&uselibpqcompat=true', 'sslmode=require&uselibpqcompat=true', undefined],
    ['allow', undefined, { rejectUnauthorized: false }],
    ['prefer', undefined, { rejectUnauthorized: false }],
  ])('with sslmode=%s', (mode, query, ssl) => {
    const { config, prefersTls } = readAddress(`postgresql://host/rote?sslmode=${mode}`);
    expect(config.connectionString).toBe(
      query === undefined ? 'postgresql://host/rote' : `postgresql://host/rote?${query}`,
    );
    expect(config.ssl).toEqual(ssl);
    expect(prefersTls).toBe(ssl !== undefined);
  });

  it('is rejected if its sslmode does not exist', () => {
    expect(() => readAddress('postgresql://host/rote?sslmode=maybe')).toThrow(
      /sslmode in DATABASE_URL must be one of disable, allow, prefer/,
    );
  });
});

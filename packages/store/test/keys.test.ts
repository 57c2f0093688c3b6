import { createHash, randomBytes } from 'node:crypto';
import { useStore } from '@rote/testkit';
import { describe, expect, it } from 'vitest';

const draw = (id = randomBytes(6).toString('hex')) => `rote_${id}_${randomBytes(32).toString('hex')}`;

describe('keys', () => {
  it('are found by their whole text only, and stored as SHA-256 only', async () => {
    const { store, sql } = await useStore();
    await expect(store.keys.exist()).resolves.toBe(false);
    const { key, record } = await store.keys.create({ name: 'ada', scopes: ['read', 'sql'] });
    const others = await Promise.all(['x', 'y'].map((name) => store.keys.create({ name, scopes: ['read'] })));
    expect(new Set([key, ...others.map((other) => other.key)]).size).toBe(3);
    expect(record).toMatchObject({
      id: key.slice(5, 17),
      scopes: ['read', 'sql'],
      state: 'active',
      expiresAt: null,
    });
    await expect(store.keys.find(key)).resolves.toEqual(record);
    for (const wrong of [`${key}0`, key.slice(0, -1), draw(record.id), draw(), '', record.id])
      await expect(store.keys.find(wrong)).resolves.toBeUndefined();
    const [row] = await sql('SELECT * FROM api_keys WHERE id = $1', [record.id]);
    expect(row?.['key_sha256']).toBe(createHash('sha256').update(key).digest('hex'));
    expect(JSON.stringify(row)).not.toContain(key.slice(18));
    await expect(store.keys.exist()).resolves.toBe(true);
    await expect(store.keys.list()).resolves.toHaveLength(3);
  });

  it('end at once when they are revoked, and stay revoked since then', async () => {
    const { store } = await useStore();
    const { key, record } = await store.keys.create({ name: 'x', scopes: ['read'] });
    const revoked = await store.keys.revoke(record.id);
    expect(revoked.state).toBe('revoked');
    await expect(store.keys.revoke(record.id)).resolves.toEqual(revoked);
    await expect(store.keys.find(key)).resolves.toEqual(revoked);
    await expect(store.keys.revoke('000000000000')).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('of the environment are stored once, however many processes start, and rejected once revoked', async () => {
    const { store } = await useStore();
    const key = draw();
    const records = await Promise.all([1, 2, 3].map(() => store.keys.ensureAdmin(key, 'admin')));
    expect(new Set(records.map(({ createdAt }) => createdAt.getTime())).size).toBe(1);
    expect(records[0]).toMatchObject({ scopes: ['admin'], name: 'admin', state: 'active' });
    await expect(store.keys.list()).resolves.toHaveLength(1);
    await expect(store.keys.ensureAdmin(draw(records[0]?.id), 'other')).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('another key has the id') as unknown,
    });
    await store.keys.revoke(records[0]?.id ?? '');
    await expect(store.keys.ensureAdmin(key, 'admin')).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/is revoked: draw a new one/) as unknown,
    });
    await expect(store.keys.ensureAdmin('secret', 'admin')).rejects.not.toThrow(/secret/);
    const weak = await store.keys.create({ name: 'weak', scopes: ['read', 'sql'] });
    await expect(store.keys.ensureAdmin(weak.key, 'admin')).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('has the scopes read, sql, but must have admin') as unknown,
    });
  });
});

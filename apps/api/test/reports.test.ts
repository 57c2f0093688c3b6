import type { Problem } from '@rote/contracts';
import { FigureList } from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { useApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const HOSTILE = `<script>alert("x")</script> & 'y'`;

const SPEC = {
  ...specOf(2, { name: HOSTILE }),
  grid: { architecture: ['mlp-1x512'], corruption: ['none', 'random-labels'], seed: [1, 2] },
};

async function submit({ app }: TestApi): Promise<string> {
  const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload: SPEC });
  return response.json<{ id: string }>().id;
}

describe('GET /v1/sweeps/{id}/report', () => {
  it('is one page for which a browser runs and fetches nothing', async () => {
    const api = await useApi();
    const id = await submit(api);
    await finishPending(api.store);
    const { statusCode, headers, body } = await api.app.inject(`/v1/sweeps/${id}/report`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.startsWith('<!DOCTYPE html>')).toBe(true);
    expect(body).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
    expect(body).not.toMatch(/<script|src=|href=(?!"#)|url\(|@import/i);
    expect(body).toContain('Figure 1a');
    expect(body).toContain('Table 1');
    expect(body).not.toContain('Missing cells');
    expect((await api.app.inject(`/v1/sweeps/${id}/report`)).body).toBe(body);
  });

  it('lists what is missing from an unfinished sweep', async () => {
    const api = await useApi();
    const { body, statusCode } = await api.app.inject(`/v1/sweeps/${await submit(api)}/report`);
    expect(statusCode).toBe(200);
    expect(body).toContain('4 cells have no result yet');
    expect(body).toContain('No cell has a result yet.');
    expect(body).not.toContain('<svg');
  });

  it('does not exist for an unknown sweep or an invalid id', async () => {
    const { app } = await useApi();
    for (const url of [`/v1/sweeps/${NOWHERE}/report`, `/v1/sweeps/${NOWHERE}/figures`]) {
      const response = await app.inject(url);
      expect(response.statusCode).toBe(404);
      expect(response.json<Problem>().code).toBe('sweep-not-found');
    }
    expect((await app.inject('/v1/sweeps/latest/report')).statusCode).toBe(400);
    const deleted = await app.inject({ method: 'DELETE', url: `/v1/sweeps/${NOWHERE}/report` });
    expect(deleted.statusCode).toBe(405);
  });
});

describe('GET /v1/sweeps/{id}/figures', () => {
  it('lists the existing figures, each as SVG and as PNG', async () => {
    const api = await useApi();
    const id = await submit(api);
    await finishPending(api.store);
    const list = (await api.app.inject(`/v1/sweeps/${id}/figures`)).json<FigureList>();
    expect(findFaults(FigureList, list)).toEqual([]);
    expect(list.items.map(({ name }) => name)).toEqual([
      'learning-curves',
      'figure-1a',
      'figure-1c',
      'label-fit',
    ]);
    for (const { svg, png } of list.items) {
      const drawing = await api.app.inject(svg);
      expect(drawing.statusCode).toBe(200);
      expect(drawing.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
      expect(drawing.headers['content-security-policy']).toContain("default-src 'none'");
      expect(drawing.body.startsWith('<svg ')).toBe(true);
      const picture = await api.app.inject(png);
      expect(picture.headers['content-type']).toBe('image/png');
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(drawing.body) ?? [];
      expect(decode(picture.rawPayload)).toMatchObject({
        width: 2 * Number(width),
        height: 2 * Number(height),
      });
    }
  });

  it('distinguishes a figure without rows from one that does not exist', async () => {
    const api = await useApi();
    const id = await submit(api);
    for (const kind of ['svg', 'png']) {
      const empty = await api.app.inject(`/v1/sweeps/${id}/figures/figure-2b.${kind}`);
      expect(empty.statusCode).toBe(404);
      expect(empty.json<Problem>().code).toBe('figure-not-found');
      const unknown = await api.app.inject(`/v1/sweeps/${id}/figures/figure-9z.${kind}`);
      expect(unknown.statusCode).toBe(400);
      expect(unknown.json<Problem>().errors?.[0]?.pointer).toBe('/path/name');
      const nowhere = await api.app.inject(`/v1/sweeps/${NOWHERE}/figures/figure-1a.${kind}`);
      expect(nowhere.json<Problem>().code).toBe('sweep-not-found');
    }
    expect((await api.app.inject(`/v1/sweeps/${id}/figures/figure-1a.gif`)).statusCode).toBe(404);
  });
});

describe('a drawing of an ended sweep', () => {
  it.each(['report', 'figures', 'figures/figure-1a.svg', 'figures/figure-1a.png'])(
    'has a strong tag, and is not sent to a client that has it: %s',
    async (path) => {
      const api = await useApi();
      const id = await submit(api);
      await finishPending(api.store);
      const url = `/v1/sweeps/${id}/${path}`;
      const first = await api.app.inject(url);
      expect(first.headers.etag).toMatch(/^"[\w-]+"$/);
      expect(first.headers['cache-control']).toBe('no-cache');
      const again = await api.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', first.headers.etag]);
      const whole = await api.app.inject({ url, headers: { 'if-none-match': '"another"' } });
      expect([whole.statusCode, whole.rawPayload.equals(first.rawPayload)]).toEqual([200, true]);
    },
  );

  it('has a tag of no other sweep', async () => {
    const api = await useApi();
    const id = await submit(api);
    await finishPending(api.store);
    const other = await submit(api);
    const tagOf = async (sweep: string) => (await api.app.inject(`/v1/sweeps/${sweep}/report`)).headers.etag;
    expect(await tagOf(id)).toBe(await tagOf(id));
    expect(await tagOf(other)).not.toBe(await tagOf(id));
  });
});

import { HealthStatus } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import type { Health } from '@rote/runtime';
import type { App, AppOptions } from '../app-types.js';
import { openResponses } from './problem-responses.js';

/** @throws RoteError `service-unavailable`, naming each check that failed */
async function report(health: Health): Promise<HealthStatus> {
  const { ok, checks } = await health.check();
  if (ok) return { checks: checks.map(({ name, detail }) => ({ name, detail })) };
  const failed = checks.filter((check) => !check.ok).map(({ name, detail }) => `${name}: ${detail}`);
  throw new RoteError('service-unavailable', failed.join('; '), { retryable: true });
}

export function addHealthRoutes(
  app: App,
  { liveness, readiness }: Pick<AppOptions, 'liveness' | 'readiness'>,
): void {
  const routes = [
    {
      url: '/healthz',
      health: liveness,
      operationId: 'getLiveness',
      summary: 'Whether the process is alive and makes progress; if not, a restart helps',
    },
    {
      url: '/readyz',
      health: readiness,
      operationId: 'getReadiness',
      summary: 'Whether the store and the queue are reachable',
    },
  ] as const;
  for (const { url, health, operationId, summary } of routes)
    app.get(
      url,
      {
        schema: {
          operationId,
          tags: ['service'],
          summary,
          response: { 200: HealthStatus, ...openResponses('service-unavailable') },
        },
      },
      async () => await report(health),
    );
}

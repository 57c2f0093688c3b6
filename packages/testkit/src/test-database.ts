import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the URL of the migrated template database, starting its server at the first request. */
    readonly templateDatabase: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  /** Ends all connections, or those of one application. */
  readonly endConnections: (applicationName?: string) => Promise<void>;
  /** Ends the remaining connections. */
  drop(): Promise<void>;
}

async function fetchTemplate(): Promise<URL> {
  const response = await fetch(inject('templateDatabase'));
  const answer = await response.text();
  if (!response.ok) throw new Error(`the Postgres of this test run did not start: ${answer}`);
  return new URL(answer);
}

const urlOf = (server: URL, database: string): string => {
  const url = new URL(server);
  url.pathname = database;
  return url.href;
};

async function execute(server: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty, migrated database for one test: a copy of a template, made in tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await fetchTemplate();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  return {
    url: urlOf(template, name),
    endConnections: (applicationName) =>
      execute(
        template,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'
         ${applicationName === undefined ? '' : `AND application_name = '${applicationName}'`}`,
      ),
    drop: () => execute(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

import pg from 'pg';
import type { PostgresAddress } from './address.js';
import { readAddress } from './address.js';
import { endClient } from './end-client.js';
import { offersTls } from './offers-tls.js';

/** Settings of a session, by name. */
export type SessionSettings = Readonly<Record<string, string>>;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes the server probe a silent client, so that it ends the connection of a client whose host is gone within 25 s. By
 * default that takes two hours, and the client's locks stay until then.
 */
export const SERVER_KEEPALIVE: SessionSettings = {
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
};

/** A client that does without TLS if the server has none and the address permits it. */
export function clientClassFor({ prefersTls }: PostgresAddress): typeof pg.Client {
  if (!prefersTls) return pg.Client;
  return class extends pg.Client {
    override connect(): Promise<void>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<void> | void {
      const connected = this.#connect();
      if (callback === undefined) return connected;
      // `pg` itself reports success by passing no error.
      connected.then(() => {
        (callback as (error?: Error) => void)();
      }, callback);
    }

    async #connect(): Promise<void> {
      const hasTls = await offersTls(this.host, this.port, CONNECT_TIMEOUT_MS);
      if (!hasTls) {
        this.ssl = false;
        (this as unknown as { connection: { ssl: boolean } }).connection.ssl = false;
      }
      await super.connect();
    }
  };
}

/** Skips settings that this version of the server does not know. */
const APPLY = `SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS setting (name, value)
  WHERE current_setting(name, true) IS NOT NULL`;
const CHOOSE_SCHEMA = `SELECT set_config('search_path', quote_ident($1::text), false)`;

/**
 * Applies settings to a session, and the schema that the address names. This happens after connecting, not in the
 * start-up message, whose parameters poolers reject or drop.
 */
export async function prepareSession(
  client: pg.ClientBase,
  { schema }: PostgresAddress,
  settings: SessionSettings,
): Promise<void> {
  await client.query(APPLY, [Object.keys(settings), Object.values(settings)]);
  if (schema !== undefined) await client.query(CHOOSE_SCHEMA, [schema]);
}

export interface ConnectOptions {
  readonly applicationName: string;
  readonly settings?: SessionSettings;
  /** How long connecting, and then each query, may take. */
  readonly timeoutMs?: number;
  readonly queryTimeoutMs?: number;
}

/**
 * Connects to the database for one piece of work. The caller must end the client.
 *
 * @throws what `pg` throws, and RoteError `config-invalid` if the address cannot be valid
 */
export async function connectClient(
  databaseUrl: string,
  { applicationName, settings = {}, timeoutMs = CONNECT_TIMEOUT_MS, queryTimeoutMs }: ConnectOptions,
): Promise<pg.Client> {
  const address = readAddress(databaseUrl);
  const Client = clientClassFor(address);
  const client = new Client({
    ...address.config,
    ...(address.options === undefined ? {} : { options: address.options }),
    application_name: applicationName,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
  });
  client.on('error', () => undefined); // the query in progress rejects too
  try {
    await client.connect();
    await prepareSession(client, address, settings);
    return client;
  } catch (error) {
    await endClient(client);
    throw error;
  }
}

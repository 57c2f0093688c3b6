import { parseConnectionUrl, RoteError } from '@rote/domain';

/** The contents of a DATABASE_URL, for `pg`. */
export interface PostgresAddress {
  readonly config: {
    readonly connectionString: string;
    readonly ssl?: { readonly rejectUnauthorized: false };
  };
  /** Settings for each session (`-c name=value`). */
  readonly options: string | undefined;
  /** The schema that Rote must stay in; if undefined, the first existing one of the search path. */
  readonly schema: string | undefined;
  /** TLS is used if the server offers it, and skipped if it does not. */
  readonly prefersTls: boolean;
}

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'] as const;

const isSslMode = (mode: string): mode is (typeof SSL_MODES)[number] =>
  (SSL_MODES as readonly string[]).includes(mode);

/**
 * Reads a DATABASE_URL as libpq and Prisma do: `schema` is the schema, `options` are settings, and `sslmode` is one of
 * libpq's, or `no-verify` for TLS without checking the certificate. `require` checks it, as `verify-full` does.
 *
 * @throws RoteError `config-invalid`, without any part of the password
 */
export function readAddress(databaseUrl: string): PostgresAddress {
  parseConnectionUrl('DATABASE_URL', databaseUrl);
  const [base = '', query = ''] = databaseUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  const take = (name: string): string | undefined => {
    const value = parameters.get(name) ?? undefined;
    parameters.delete(name);
    return value === '' ? undefined : value;
  };
  const schema = take('schema');
  const options = take('options');
  const mode = parameters.get('sslmode') ?? undefined;
  if (mode !== undefined && !isSslMode(mode))
    throw new RoteError('config-invalid', `sslmode in DATABASE_URL must be one of ${SSL_MODES.join(', ')}`);
  const prefersTls = mode === 'allow' || mode === 'prefer';
  if (prefersTls) parameters.delete('sslmode');
  else if (parameters.get('uselibpqcompat') !== 'true' && (mode === 'require' || mode === 'verify-ca'))
    parameters.set('sslmode', 'verify-full'); // `pg` treats it as such, but prints a warning to stderr
  const rest = parameters.toString();
  return {
    config: {
      connectionString: rest === '' ? base : `${base}?${rest}`,
      ...(prefersTls ? { ssl: { rejectUnauthorized: false } } : {}),
    },
    options,
    schema,
    prefersTls,
  };
}

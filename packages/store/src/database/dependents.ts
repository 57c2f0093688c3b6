import { RoteError } from '@rote/domain';
import type pg from 'pg';

/** Views by name and functions by signature, all in the connection's schema. */
export interface SqlObjects {
  readonly views: readonly string[];
  readonly functions: readonly string[];
}

interface Dependent {
  /** Postgres's name for it: view, materialized view, function, trigger … */
  readonly type: string;
  /** Its name with its schema, or a function's signature. */
  readonly identity: string;
  readonly kind: 'view' | 'function' | 'other';
  /** A view's name or a function's signature. */
  readonly name: string;
}

const SCHEMA = '(SELECT oid FROM pg_namespace WHERE nspname = current_schema())';

/**
 * Views ($1), functions ($2), and everything that depends on them, directly or through other views or row types. In
 * Postgres's catalogs a view's rule is the dependent object, never the view itself.
 */
const DEPENDENTS = `WITH RECURSIVE dependents (class, id) AS (
    SELECT 'pg_class'::regclass::oid, oid FROM pg_class WHERE relnamespace = ${SCHEMA} AND relname = ANY($1)
    UNION
    SELECT 'pg_proc'::regclass::oid, to_regprocedure(signature)::oid FROM unnest($2::text[]) signature
    WHERE to_regprocedure(signature) IS NOT NULL
    UNION
    SELECT CASE WHEN rule.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass::oid END, coalesce(rule.ev_class, d.objid)
    FROM dependents o
    JOIN pg_depend d ON d.refclassid = o.class AND d.refobjid = o.id AND d.deptype IN ('n', 'a', 'i')
    LEFT JOIN pg_rewrite rule ON d.classid = 'pg_rewrite'::regclass AND rule.oid = d.objid
  )
  SELECT o.type, o.identity, coalesce(r.relname, id::regprocedure::text) AS name,
    CASE WHEN r.relkind = 'v' AND r.relnamespace = ${SCHEMA} THEN 'view' WHEN p.pronamespace = ${SCHEMA} THEN 'function'
      ELSE 'other' END AS kind
  FROM dependents CROSS JOIN LATERAL pg_identify_object(class, id, 0) o
  LEFT JOIN pg_class r ON class = 'pg_class'::regclass AND r.oid = id
  LEFT JOIN pg_proc p ON class = 'pg_proc'::regclass AND p.oid = id
  WHERE class <> 'pg_type'::regclass AND coalesce(r.relkind, 'v') NOT IN ('i', 't')
  ORDER BY o.type, o.identity`;

/** The grants on views ($1) and functions ($2), as statements that restore them. REVOKE comes first. */
const GRANTS = `SELECT name, attname AS "column",
    format('GRANT %s%s ON %s %s TO %s%s', privilege, ' (' || quote_ident(attname) || ')', type, name, CASE grantee
      WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
      CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
  FROM (
    SELECT c.relname::text AS name, NULL AS attname, 'TABLE' AS type, c.relowner AS owner, c.relacl AS acl
    FROM pg_class c WHERE c.relnamespace = ${SCHEMA} AND c.relname = ANY($1)
    UNION ALL
    SELECT c.relname::text, t.attname, 'TABLE', c.relowner, t.attacl
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
    WHERE c.relnamespace = ${SCHEMA} AND c.relname = ANY($1)
    UNION ALL
    SELECT signature, NULL, 'FUNCTION', p.proowner, p.proacl
    FROM unnest($2::text[]) signature JOIN pg_proc p ON p.oid = to_regprocedure(signature)
  ) o CROSS JOIN LATERAL aclexplode(acl) AS a (grantor, grantee, privilege, is_grantable)
  WHERE grantee <> owner
  UNION ALL
  SELECT signature, NULL, format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', signature)
  FROM unnest($2::text[]) signature JOIN pg_proc p ON p.oid = to_regprocedure(signature) WHERE p.proacl IS NOT NULL
  ORDER BY statement DESC`;

/** The grants whose view, column or function still exists. */
const STILL_MEANT = `SELECT statement FROM json_to_recordset($1) AS g (name text, "column" text, statement text)
  LEFT JOIN pg_class c ON c.relnamespace = ${SCHEMA} AND c.relname = g.name
  WHERE to_regprocedure(CASE WHEN g.name LIKE '%(%' THEN g.name END) IS NOT NULL OR (c.oid IS NOT NULL AND (
    g."column" IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = g."column")))`;

/** A grant on a view, column or function, as a statement. */
export interface Grant {
  readonly name: string;
  readonly column: string | null;
  readonly statement: string;
}

/** Views and functions that were dropped, and the grants on them. */
interface Dropped extends SqlObjects {
  readonly grants: readonly Grant[];
}

function refuse(objects: SqlObjects, strangers: readonly Dependent[]): RoteError {
  const dropped = [
    ...objects.views.map((name) => `view ${name}`),
    ...objects.functions.map((signature) => `function ${signature}`),
  ];
  const save = strangers
    .filter(({ type }) => type.endsWith('view'))
    .map(({ identity }) => `SELECT pg_get_viewdef('${identity}')`);
  return new RoteError(
    'config-invalid',
    `this version of Rote must drop ${dropped.join(', ')}, but these depend on it: ` +
      `${strangers.map(({ type, identity }) => `${type} ${identity}`).join(', ')}. Nothing was changed. Save their definitions` +
      `${save.length === 0 ? '' : ` (${save.join('; ')})`}, drop them, start again, and create them again`,
  );
}

/**
 * Drops views and functions, and everything in `ours` that depends on them.
 *
 * @param ours the objects that may be dropped
 * @throws RoteError `config-invalid` if an object outside `ours` depends on them: the error names it, and nothing is
 *   dropped
 */
export async function dropWithDependents(
  client: pg.Client,
  objects: SqlObjects,
  ours: SqlObjects,
): Promise<Dropped> {
  const { rows } = await client.query<Dependent>(DEPENDENTS, [objects.views, objects.functions]);
  const mayDrop = { view: new Set(ours.views), function: new Set(ours.functions), other: new Set<string>() };
  const strangers = rows.filter(({ kind, name }) => !mayDrop[kind].has(name));
  if (strangers.length > 0) throw refuse(objects, strangers);
  const namesOf = (kind: Dependent['kind']): readonly string[] =>
    rows.filter((row) => row.kind === kind).map(({ name }) => name);
  const [views, functions] = [namesOf('view'), namesOf('function')];
  const { rows: grants } = await client.query<Grant>(GRANTS, [views, functions]);
  // One statement per kind, because Postgres then works out the order.
  if (views.length > 0) await client.query(`DROP VIEW ${views.join(', ')}`);
  if (functions.length > 0) await client.query(`DROP FUNCTION ${functions.join(', ')}`);
  return { views, functions, grants };
}

/** Restores the grants on objects that were dropped and created again. */
export async function grantAgain(client: pg.Client, grants: readonly Grant[]): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(STILL_MEANT, [JSON.stringify(grants)]);
  for (const { statement } of rows) await client.query(statement);
}

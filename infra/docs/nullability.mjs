// cspell:disable (the names of PostgreSQL's parse nodes: src/include/nodes/parsenodes.h, primnodes.h)
import { parseNodeTree } from './node-tree.mjs';

/** Aggregates and window functions that always have a value: count, row_number, rank, dense_rank. */
const ALWAYS = new Set(['2147', '2803', '3100', '3101', '3102']);

const RULES = `
SELECT r.ev_class::int AS oid, r.ev_action::text AS tree
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm') AND r.rulename = '_RETURN'`;
const NOT_NULL = `
SELECT attrelid::int AS oid, attnum::int AS number FROM pg_attribute
WHERE attnotnull AND attnum > 0 AND NOT attisdropped`;

const listOf = (value) => (Array.isArray(value) ? value : []);
const fieldsOf = (query) => listOf(query.targetList).filter(({ resjunk }) => resjunk === 'false');

/**
 * Finds the columns of views that PostgreSQL cannot deliver as null, as far as their queries show it: columns that are declared
 * so and that no outer join reaches, counts, tests, constants, and coalesce with one of these.
 *
 * @param ask runs a query and returns its rows
 * @returns a function of a relation's oid and a column's number, from 1
 */
export async function findNullability(ask) {
  const views = new Map((await ask(RULES)).map(({ oid, tree }) => [oid, [parseNodeTree(tree)].flat()[0]]));
  const declared = new Set((await ask(NOT_NULL)).map(({ oid, number }) => `${oid}.${number}`));
  const known = new Map();

  function hasValue(expression, queries) {
    const all = (list) => listOf(list).every((each) => hasValue(each, queries));
    switch (expression.node) {
      case 'VAR': {
        const level = Number(expression.varlevelsup);
        const isReached = [expression.varnullingrels].flat().join('') !== 'b';
        return (
          !isReached && hasColumn(queries.slice(level), Number(expression.varno), Number(expression.varattno))
        );
      }
      case 'CONST':
        return expression.constisnull === 'false';
      case 'AGGREF':
        return ALWAYS.has(expression.aggfnoid);
      case 'WINDOWFUNC':
        return ALWAYS.has(expression.winfnoid);
      case 'COALESCE':
      case 'COALESCEEXPR':
        return listOf(expression.args).some((each) => hasValue(each, queries));
      case 'CASE':
      case 'CASEEXPR':
        return (
          expression.defresult?.node !== undefined &&
          hasValue(expression.defresult, queries) &&
          listOf(expression.args).every(({ result }) => hasValue(result, queries))
        );
      case 'NULLTEST':
      case 'BOOLEANTEST':
      case 'DISTINCTEXPR':
      case 'ARRAYEXPR':
        return true;
      case 'BOOLEXPR':
        return all(expression.args);
      case 'RELABELTYPE':
      case 'COERCEVIAIO':
        return hasValue(expression.arg, queries);
      case 'SUBLINK':
        return expression.subLinkType === '0'; // EXISTS
      default:
        return false;
    }
  }

  function hasColumn([query, ...outer], relation, number) {
    const entry = listOf(query?.rtable)[relation - 1];
    if (entry === undefined || number < 1) return false;
    if (entry.rtekind === '0') return isNotNull(Number(entry.relid), number);
    if (entry.rtekind === '1') return hasField(entry.subquery, number, [query, ...outer]);
    if (entry.rtekind === '2')
      return hasValue(listOf(entry.joinaliasvars)[number - 1] ?? {}, [query, ...outer]);
    // Expressions of GROUP BY, from PostgreSQL 18.
    if (entry.rtekind === '9') return hasValue(listOf(entry.groupexprs)[number - 1] ?? {}, [query, ...outer]);
    if (entry.rtekind === '6') {
      const owner = [query, ...outer].slice(Number(entry.ctelevelsup));
      const cte = listOf(owner[0]?.cteList).find(({ ctename }) => ctename === entry.ctename);
      return cte !== undefined && cte.cterecursive === 'false' && hasField(cte.ctequery, number, owner);
    }
    return false;
  }

  const branchesOf = (query, operation = query.setOperations) =>
    operation?.node === 'SETOPERATIONSTMT'
      ? [...branchesOf(query, operation.larg), ...branchesOf(query, operation.rarg)]
      : [listOf(query.rtable)[Number(operation?.rtindex) - 1]?.subquery];

  function hasField(query, number, outer) {
    if (query?.setOperations?.node === 'SETOPERATIONSTMT')
      return branchesOf(query).every((branch) => hasField(branch, number, [query, ...outer]));
    const field = fieldsOf(query)[number - 1];
    // A row of GROUPING SETS has nulls for what it does not group by.
    const isSets = listOf(query?.groupingSets).length > 0;
    return field !== undefined && !isSets && hasValue(field.expr, [query, ...outer]);
  }

  function isNotNull(oid, number) {
    const key = `${oid}.${number}`;
    if (!known.has(key)) {
      const view = views.get(oid);
      known.set(key, view === undefined ? declared.has(key) : hasField(view, number, []));
    }
    return known.get(key);
  }
  return isNotNull;
}

import { type Fault, InvalidInputError, RoteError } from '@rote/domain';
import { IsOptional, type Static, type TObject, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

/**
 * Checks that a schema cannot express, by the variable's name. A check throws a RoteError `config-invalid` if a value
 * will not do. `config` has the other variables that are valid by themselves.
 */
export type ConfigChecks<Config> = {
  readonly [Name in keyof Config]?: (value: NonNullable<Config[Name]>, config: Partial<Config>) => void;
};

/**
 * Reads a configuration from environment variables. The schema is an object whose property names are the names of the
 * variables. Variables it does not name are ignored. An empty variable counts as not set, because `NAME=${NAME:-}` in a
 * compose file makes an unset variable empty.
 *
 * Text is coerced to the type in the schema: numbers in decimal notation, booleans as `true/false/1/0/yes/no/on/off`;
 * everything else stays text. (TypeBox's own conversion is not used: it truncates `3.7` to the integer 3.)
 *
 * @returns a frozen value of the schema's type, with defaults filled in
 * @throws InvalidInputError `config-invalid` with every fault, each at the variable's name (`/DATABASE_URL`). It never
 *   contains values, because they may be secrets, unless a check includes one.
 */
export function readConfig<Schema extends TObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
  checks: ConfigChecks<Static<Schema>> = {},
): Static<Schema> {
  const faults: Fault[] = [];
  const config: Record<string, unknown> = {};

  for (const [name, property] of Object.entries<TSchema>(schema.properties)) {
    const text = env[name]?.trim();
    const value = text === undefined || text === '' ? (property as Keywords).default : coerce(property, text);
    if (value === undefined) {
      if (!IsOptional(property)) {
        faults.push({ pointer: `/${name}`, expected: describe(property, 'is required') });
      }
    } else {
      const complaint = findComplaint(property, value);
      if (complaint !== undefined)
        faults.push({ pointer: `/${name}`, expected: describe(property, complaint) });
      else config[name] = value;
    }
  }
  for (const [name, check] of Object.entries(checks as Readonly<Record<string, Check | undefined>>)) {
    const complaint = config[name] === undefined ? undefined : complaintOf(check, config[name], config);
    if (complaint !== undefined) faults.push({ pointer: `/${name}`, expected: complaint });
  }

  if (faults.length > 0)
    throw new InvalidInputError('config-invalid', 'The environment variables are not valid', faults);
  // Checked property by property above; TypeScript cannot follow that.
  return Object.freeze(config) as Static<Schema>;
}

type Check = (value: unknown, config: object) => void;

function complaintOf(check: Check | undefined, value: unknown, config: object): string | undefined {
  try {
    check?.(value, config);
    return undefined;
  } catch (error) {
    if (error instanceof RoteError && error.code === 'config-invalid') return error.message;
    throw error;
  }
}

/** The JSON Schema keywords that are read here; TypeBox's `TSchema` guarantees none of them. */
interface Keywords {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly TSchema[];
  readonly const?: unknown;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const TRUE = /^(true|1|yes|on)$/i;
const FALSE = /^(false|0|no|off)$/i;

function coerce(schema: TSchema, text: string): unknown {
  const { type }: Keywords = schema;
  if ((type === 'number' || type === 'integer') && DECIMAL.test(text)) return Number(text);
  if (type === 'boolean' && TRUE.test(text)) return true;
  if (type === 'boolean' && FALSE.test(text)) return false;
  return text;
}

function findComplaint(schema: TSchema, value: unknown): string | undefined {
  const errors = Value.Errors(schema, value);
  if (errors.length === 0) return undefined;
  const choices = choicesOf(schema);
  if (choices !== undefined) return `must be one of ${choices.join(', ')}`;
  return errors.map(({ message }) => message).join(' and ');
}

/** The values of an enum or of a union of literals. */
function choicesOf(schema: TSchema): readonly string[] | undefined {
  const { enum: values, anyOf }: Keywords = schema;
  if (values !== undefined) return values.map(String);
  const literals = anyOf?.map((option: Keywords) => option.const);
  return literals?.every((literal) => literal !== undefined) === true ? literals.map(String) : undefined;
}

function describe(schema: TSchema, complaint: string): string {
  const { description }: Keywords = schema;
  return description === undefined ? complaint : `${complaint} (${description})`;
}

import { RoteError } from '@rote/domain';
import type { NativeBinding, OpAttribute } from './native-backend.js';
import { savedModelType } from './saved-model-schema.js';

/** An attribute's value as a message of the schema. */
export type AttributeMessage =
  | { readonly type: number }
  | { readonly shape: ShapeMessage }
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly list: { readonly i: readonly number[] } | { readonly f: readonly number[] } }
  | {
      readonly tensor: {
        readonly dtype: number;
        readonly tensor_shape: ShapeMessage;
      } & TensorValues;
    };

/** The values as bytes, or one value that all of them share: TensorFlow repeats the last. */
type TensorValues = { readonly tensor_content: Uint8Array } | { readonly float_val: readonly [number] };

interface ShapeMessage {
  readonly dim: readonly { readonly size: number }[];
}

interface NodeMessage {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeMessage>>;
}

/** TensorFlow's `DataType` numbers; the binding names only some of them. */
const INT64 = 9;
const UINT8 = 4;
/** `TF_GRAPH_DEF_VERSION` of TensorFlow 2.9; later versions read it too. */
const PRODUCER = 1087;
/** The tag that loading requires. */
export const SERVE = 'serve';

export const shapeMessage = (shape: readonly number[]): ShapeMessage => ({
  dim: shape.map((size) => ({ size })),
});

/** Collects the nodes of one TensorFlow graph. */
export interface GraphBuilder {
  /** Adds a node and returns its name; inputs are `NODE`, `NODE:OUTPUT`, or `^NODE` to run after it. */
  add(
    name: string,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeMessage>>,
  ): string;
  addConstant(
    name: string,
    constant: { readonly dtype: number; readonly shape: readonly number[]; readonly values: unknown },
  ): string;
  /** The graph as the bytes of a `saved_model.pb`. */
  encode(): Uint8Array;
}

export function createGraphBuilder(binding: NativeBinding): GraphBuilder {
  const nodes: NodeMessage[] = [];
  const add: GraphBuilder['add'] = (name, op, input, attr) => {
    nodes.push({ name, op, input, attr });
    return name;
  };
  return {
    add,
    addConstant: (name, { dtype, shape, values }) =>
      add(name, 'Const', [], {
        dtype: { type: dtype },
        value: {
          tensor: {
            dtype,
            tensor_shape: shapeMessage(shape),
            ...encodeValues(dtype, values, binding),
          },
        },
      }),
    encode: () =>
      savedModelType
        .encode(
          savedModelType.fromObject({
            saved_model_schema_version: 1,
            meta_graphs: [
              {
                meta_info_def: { tags: [SERVE], tensorflow_version: binding.TF_Version },
                graph_def: { node: nodes, versions: { producer: PRODUCER } },
              },
            ],
          }),
        )
        .finish(),
  };
}

/**
 * A constant's values, given as a typed array or a list of numbers: little-endian bytes, or the one value that all
 * floats share. (The gradient of a mean multiplies by ones in the shape of its input: 8 MB in inception-small.)
 */
function encodeValues(dtype: number, values: unknown, binding: NativeBinding): TensorValues {
  const numbers = values as ArrayLike<number>;
  const first = numbers[0];
  if (dtype === binding.TF_FLOAT && first !== undefined && isEverywhere(first, numbers))
    return { float_val: [first] };
  const encoded = ((): ArrayBufferView => {
    switch (dtype) {
      case binding.TF_FLOAT:
        return Float32Array.from(numbers);
      case binding.TF_INT32:
        return Int32Array.from(numbers);
      case INT64:
        return BigInt64Array.from(Array.from(numbers), BigInt);
      case binding.TF_BOOL:
      case UINT8:
        return Uint8Array.from(numbers);
      default:
        throw new RoteError('engine-failed', `a constant of TensorFlow's type ${dtype} cannot be recorded`);
    }
  })();
  return { tensor_content: new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength) };
}

const isEverywhere = (value: number, numbers: ArrayLike<number>): boolean =>
  Array.from(numbers).every((number) => Object.is(number, value));

/** An attribute of a recorded operation as a message. */
export function attributeMessage(
  { name, type, value }: OpAttribute,
  binding: NativeBinding,
): AttributeMessage {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return { type: value as number };
    case binding.TF_ATTR_BOOL:
      return { b: value as boolean };
    case binding.TF_ATTR_STRING:
      return { s: new TextEncoder().encode(value as string) };
    case binding.TF_ATTR_SHAPE:
      return { shape: shapeMessage(value as readonly number[]) };
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? { list: { i: value as number[] } } : { i: value as number };
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value) ? { list: { f: value as number[] } } : { f: value as number };
    default:
      throw new RoteError('engine-failed', `an attribute ${name} of kind ${type} cannot be recorded`);
  }
}

import * as tf from '@tensorflow/tfjs-core';

/** An attribute of an operation, as the binding takes it; `type` is one of its `TF_ATTR_…` numbers. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

/** A tensor that the binding holds. */
interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** The part of the native binding of tfjs-node and tfjs-node-gpu 4.22 (`tfjs_binding.d.ts` there) that is used here. */
export interface NativeBinding {
  createTensor(shape: number[], dtype: number, values: unknown): number;
  tensorDataSync(id: number): unknown;
  executeOp(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorMetadata[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): TensorMetadata[];
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** The part of the backend registered by those packages that is used here. */
export interface NativeBackend {
  /** Kernels reach the binding through this field, so a recording replaces it. */
  binding: NativeBinding;
  /** Returns the ids under which the binding holds these tensors; uploads those that it does not hold yet. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
}

/** The native backend, if it is the selected one. */
export function findNativeBackend(): NativeBackend | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  return tf.backend() as unknown as NativeBackend;
}

export const tensorId = (backend: NativeBackend, tensor: tf.TensorInfo): number =>
  backend.getInputTensorIds([tensor])[0]!;

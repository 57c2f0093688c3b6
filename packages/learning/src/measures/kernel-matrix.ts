import type { NamedTensor } from '@rote/domain';

/** A layer's kernel as a matrix, row by row: [fan-in, outputs]. */
export interface KernelMatrix {
  /** The parameter's name without `/kernel`. */
  readonly layer: string;
  /** The fan-in: for a convolution height · width · inputs. */
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const SUFFIX = '/kernel';

/** Whether a parameter is a layer's kernel. All others are added to a layer's output, or scale it (γ). */
export const isKernel = ({ name }: { readonly name: string }): boolean => name.endsWith(SUFFIX);

/** Returns the kernels among a network's values, in the network's order. Each is a layer. */
export const kernelsOf = (weights: readonly NamedTensor[]): readonly KernelMatrix[] =>
  weights.filter(isKernel).map(({ name, shape, values }) => {
    const columns = shape.at(-1)!;
    return { layer: name.slice(0, -SUFFIX.length), rows: values.length / columns, columns, values };
  });

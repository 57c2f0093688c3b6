import type { ArchitectureSpec, FeaturesSpec } from '../architecture-spec.js';
import type { Architecture, Features } from '../cell.js';

const MLP_NAME = /^mlp-(\d+)x(\d+)$/;
const SOLVED_NAME = /^(linear|kernel)(-min-norm)?(?:-from-(.+?))?(?:-(gabor|random-convolutions))?$/;
const MEMORIZER_NAME = /^memorizer(?:-(\d+))?(-float32)?$/;

/** Filters and their side of random convolutions that are given by name alone (Coates and Ng 2012 use 6×6). */
const RANDOM_FILTERS = { filters: 512, side: 6 } as const;

function resolveFeatures(spec: FeaturesSpec = 'raw'): Features {
  if (spec === 'random-convolutions') return { kind: spec, ...RANDOM_FILTERS };
  return typeof spec === 'string' ? { kind: spec } : { ...RANDOM_FILTERS, ...spec };
}

/** The first author's published recipe for MNIST, on x / 255. */
export const KERNEL_GAMMA = 0.02;

function resolveDescribed(spec: Exclude<ArchitectureSpec, string>): Architecture {
  switch (spec.kind) {
    case 'mlp':
      return { kind: 'mlp', depth: spec.depth, width: spec.width };
    case 'linear': {
      const { solver = 'sgd', start = 0 } = spec;
      const features = resolveFeatures(spec.features);
      return solver === 'sgd'
        ? { kind: 'linear', features, solver: { kind: solver, start } }
        : { kind: 'linear', features, solver: { kind: solver } };
    }
    case 'kernel':
      return {
        kind: 'kernel',
        features: resolveFeatures(spec.features),
        gamma: spec.gamma ?? KERNEL_GAMMA,
      };
    case 'memorizer':
      return { kind: 'memorizer', depth: spec.depth ?? 2, precision: spec.precision ?? 'float64' };
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(spec satisfies never)}`);
  }
}

/** Reads what `architectureName` writes; what a name leaves out is the default. */
function resolveNamed(name: string): Architecture {
  if (name === 'inception-small') return { kind: name, batchNorm: true };
  if (name === 'inception-small-no-bn') return { kind: 'inception-small', batchNorm: false };
  if (name === 'alexnet-small' || name === 'inception-v3') return { kind: name };
  const mlp = MLP_NAME.exec(name);
  if (mlp !== null) return { kind: 'mlp', depth: Number(mlp[1]), width: Number(mlp[2]) };
  const solved = SOLVED_NAME.exec(name);
  if (solved !== null) {
    const [, kind, minNorm, start, features = 'raw'] = solved;
    const given = { features: features as 'raw' | 'gabor' | 'random-convolutions' };
    if (kind === 'kernel') return resolveDescribed({ kind, ...given });
    return resolveDescribed({
      ...{ kind: 'linear', ...given },
      ...(minNorm === undefined ? { start: Number(start ?? 0) } : { solver: 'min-norm' }),
    });
  }
  const [, depth = 2, float32] = MEMORIZER_NAME.exec(name) ?? [];
  return resolveDescribed({
    kind: 'memorizer',
    depth: Number(depth),
    precision: float32 === undefined ? 'float64' : 'float32',
  });
}

export const resolveArchitecture = (spec: ArchitectureSpec): Architecture =>
  typeof spec === 'string' ? resolveNamed(spec) : resolveDescribed(spec);

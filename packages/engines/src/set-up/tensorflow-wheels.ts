import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';
import { runCommand } from '@rote/devices';
import type { SetUpContext } from './build-recipe.js';

/** The release whose libtensorflow the binding is built against: the newest one tested. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Minor versions of Python 3 that the release has wheels for. Their libtensorflow is the same. */
const PYTHON_MINORS = { first: 10, last: 13 } as const;

const DOWNLOAD_TIMEOUT_MS = 60 * 60_000;

/** `cuda` is for NVIDIA GPUs. */
export type TensorflowVariant = 'cpu' | 'cuda';

/**
 * Downloads TensorFlow's Python wheel with pip (which knows the machine's proxies and mirrors), and unpacks what the
 * binding is built against into `deps`: the C headers to `include`, libtensorflow to `lib`. For CUDA, also NVIDIA's
 * libraries: to `nvidia/…/lib`, where TensorFlow looks for them, and as links in `lib`. Removes the wheels.
 */
export async function fetchTensorflow(
  variant: TensorflowVariant,
  deps: string,
  context: SetUpContext,
): Promise<void> {
  const wheels = join(deps, 'wheels');
  await mkdir(wheels, { recursive: true });
  await downloadWheel(`${wheelName(variant)}==${TENSORFLOW_VERSION}`, wheels, context);
  if (variant === 'cuda') {
    const requirements = (await runPython(LIST_CUDA_REQUIREMENTS, [wheels], context)).trim().split('\n');
    context.onProgress(`Downloading NVIDIA's CUDA libraries (${requirements.length} packages, about 2.5 GB)`);
    for (const requirement of requirements) await downloadWheel(requirement, wheels, context);
  }
  for (const wheel of (await readdir(wheels)).sort()) {
    await runPython(UNPACK_WHEEL, [join(wheels, wheel), deps], context);
    await rm(join(wheels, wheel));
  }
  await rm(wheels, { recursive: true });
}

/** On arm64, the wheel without a suffix is the one for the CPU. */
function wheelName(variant: TensorflowVariant): string {
  return variant === 'cuda' || process.arch === 'arm64' ? 'tensorflow' : 'tensorflow-cpu';
}

async function downloadWheel(
  requirement: string,
  directory: string,
  { python, signal }: SetUpContext,
): Promise<void> {
  const minor = await runCommand(python, ['-c', 'import sys; print(sys.version_info.minor)'], { signal });
  const result = await runCommand(
    python,
    [
      ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--dest', directory],
      ...[
        '--quiet',
        '--progress-bar',
        'off',
        '--disable-pip-version-check',
        '--retries',
        '1',
        '--timeout',
        '20',
      ],
      ...pythonVersion(minor.outcome === 'succeeded' ? Number(minor.stdout) : PYTHON_MINORS.last),
      requirement,
    ],
    { signal, timeoutMs: DOWNLOAD_TIMEOUT_MS },
  );
  if (result.outcome === 'succeeded') return;
  const reason = result.outcome === 'failed' ? withoutRetries(result.reason) : `${python} no longer exists`;
  throw new RoteError('engine-unavailable', `pip could not download ${requirement}: ${reason}`);
}

/** Extracts the cause from pip's retry message; the rest of it consists of Python objects. */
const withoutRetries = (reason: string): string =>
  reason.replace(/WARNING: Retrying .*connection broken by '(?:\w+\(.*>: )?(.*?)\)?'.*/, 'no connection: $1');

/** A Python that the release does not support can still unpack the wheel for a neighboring version. */
function pythonVersion(minor: number): string[] {
  const { first, last } = PYTHON_MINORS;
  return minor >= first && minor <= last ? [] : ['--python-version', `3.${minor < first ? first : last}`];
}

async function runPython(
  script: string,
  args: readonly string[],
  { python, signal }: SetUpContext,
): Promise<string> {
  const result = await runCommand(python, ['-c', script, ...args], { signal });
  if (result.outcome === 'succeeded') return result.stdout;
  const reason = result.outcome === 'failed' ? result.reason : `${python} no longer exists`;
  throw new RoteError('engine-unavailable', `TensorFlow's wheel could not be unpacked: ${reason}`);
}

/** Prints the requirements of TensorFlow's wheel for its extra `and-cuda`, one per line. */
const LIST_CUDA_REQUIREMENTS = `
import glob, os, sys, zipfile
with zipfile.ZipFile(glob.glob(os.path.join(sys.argv[1], 'tensorflow*.whl'))[0]) as wheel:
    metadata = next(name for name in wheel.namelist() if name.endswith('.dist-info/METADATA'))
    for line in wheel.read(metadata).decode().splitlines():
        field, _, value = line.partition(': ')
        requirement, _, marker = value.partition(';')
        if field == 'Requires-Dist' and 'and-cuda' in marker:
            print(requirement.strip())
`;

const UNPACK_WHEEL = `
import os, re, shutil, sys, zipfile
wheel_file, deps = sys.argv[1:]

def target_of(name):
    header = re.match(r'tensorflow/include/((?:tensorflow|tsl|xla)/.+[^/])$', name)
    if header: return os.path.join('include', header[1])
    library = re.match(r'tensorflow/(libtensorflow_(?:cc|framework)\\.so\\.2)$', name)
    if library: return os.path.join('lib', library[1])
    cuda = re.match(r'nvidia/[^/]+/lib/[^/]+\\.so[^/]*$', name)
    if cuda: return name

def link(target, path):
    if not os.path.lexists(path): os.symlink(target, path)

os.makedirs(os.path.join(deps, 'lib'), exist_ok=True)
with zipfile.ZipFile(wheel_file) as wheel:
    for name in wheel.namelist():
        target = target_of(name)
        if target is None: continue
        path = os.path.join(deps, target)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with wheel.open(name) as source, open(path, 'wb') as file: shutil.copyfileobj(source, file, 1 << 20)
        base = os.path.basename(target)
        if target.startswith('nvidia/'): link(os.path.join('..', target), os.path.join(deps, 'lib', base))
        if base == 'libtensorflow_cc.so.2': link(base, os.path.join(deps, 'lib', 'libtensorflow.so'))
        if base == 'libtensorflow_framework.so.2': link(base, os.path.join(deps, 'lib', 'libtensorflow_framework.so'))
`;

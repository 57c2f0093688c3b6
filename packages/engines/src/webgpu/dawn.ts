import { createRequire } from 'node:module';
import type * as Dawn from 'webgpu';
import { describeError, RoteError } from '@rote/domain';

/** Dawn, Chromium's implementation of WebGPU, in this process, with its preferred adapter. */
export interface OpenDawn {
  readonly gpu: GPU;
  readonly adapter: GPUAdapter;
  /** The version of the npm package `webgpu`; Dawn has no other. */
  readonly version: string;
  /** Removes Dawn's classes from `globalThis` again. */
  close(): void;
}

const MISSING_DRIVER: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux:
    "It needs the Vulkan loader (Debian and Ubuntu: apt install libvulkan1), the GPU's Vulkan driver (NVIDIA's " +
    'comes with its driver; for AMD and Intel: apt install mesa-vulkan-drivers), and permission to open the devices in ' +
    '/dev/dri (groups video and render). If Dawn rejects a driver, it writes the reason to standard error.',
  darwin: 'It needs a GPU that Metal supports.',
  win32: "It needs the GPU manufacturer's driver, with Direct3D 12.",
};

/**
 * Opens Dawn. TF.js looks up its classes in `globalThis`, so they are there until `close`.
 *
 * @throws RoteError `engine-unavailable` with what is missing and how to fix it
 */
export async function openDawn(): Promise<OpenDawn> {
  const { create, globals } = await importDawn();
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw new RoteError(
      'engine-unavailable',
      `no GPU was found for WebGPU. ${MISSING_DRIVER[process.platform] ?? ''}`.trim(),
    );
  return { gpu, adapter, version: readVersion(), close: defineGlobals(globals) };
}

function readVersion(): string {
  const { version } = createRequire(import.meta.url)('webgpu/package.json') as { readonly version: string };
  return version;
}

async function importDawn(): Promise<typeof Dawn> {
  try {
    return await import('webgpu');
  } catch (cause) {
    throw new RoteError(
      'engine-unavailable',
      `npm did not install webgpu (an optional dependency), or it has no build for ${process.platform} on ` +
        `${process.arch}: ${describeError(cause)}`,
      { cause },
    );
  }
}

/** Defines the globals, and returns a function that removes them. */
function defineGlobals(globals: object): () => void {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  Object.assign(globalThis, globals);
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  };
}

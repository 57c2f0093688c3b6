import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const NATIVE_PACKAGES = ['tfjs-node-gpu', 'tfjs-node'] as const;

export type NativeEngineName = (typeof NATIVE_PACKAGES)[number];

/**
 * The version of Node's binary interface that the binding is built for. It is stable: one build suits every Node since
 * version 12.
 */
export const NAPI_VERSION = 8;

/** An installed npm package `@tensorflow/tfjs-node` or `-gpu`, with or without its native binding. */
export interface NativePackage {
  readonly name: NativeEngineName;
  readonly directory: string;
  /** The version of TensorFlow.js. */
  readonly version: string;
}

/** Returns undefined if npm did not install the package, which it may skip: both are optional dependencies. */
export function findNativePackage(name: NativeEngineName): NativePackage | undefined {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const directory = paths
    .map((path) => join(path, '@tensorflow', name))
    .find((path) => existsSync(join(path, 'package.json')));
  if (directory === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { name, directory, version };
}

/** The path of the binding in a package, or in a build with the same layout. */
export function bindingPath(directory: string): string {
  return join(directory, 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');
}

/** The `node_modules` folder that contains the package. */
export function modulesDirectory({ directory }: NativePackage): string {
  return dirname(dirname(directory));
}

import { existsSync } from 'node:fs';

/** The Vulkan driver for the CPU that comes with Debian's Chromium. */
const MANIFEST = '/usr/lib/chromium/vk_swiftshader_icd.json';
const LOADERS = ['x86_64', 'aarch64'].map((processor) => `/usr/lib/${processor}-linux-gnu/libvulkan.so.1`);

/**
 * The environment in which Dawn finds SwiftShader and no other driver. It must be set before Dawn is loaded. Undefined
 * if SwiftShader is not installed.
 */
export function findSwiftShader(): Readonly<Record<string, string>> | undefined {
  return existsSync(MANIFEST) && LOADERS.some(existsSync) ? { VK_ICD_FILENAMES: MANIFEST } : undefined;
}

/** Suffix for the titles of tests that are skipped without SwiftShader. */
export const SWIFTSHADER_MISSING = ' (needs SwiftShader for webgpu: apt install chromium libvulkan1)';

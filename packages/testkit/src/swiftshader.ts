import { existsSync } from 'node:fs';

/** The Vulkan driver on the CPU that Debian's Chromium brings. */
const MANIFEST = '/usr/lib/chromium/vk_swiftshader_icd.json';
const LOADERS = ['x86_64', 'aarch64'].map((processor) => `/usr/lib/${processor}-linux-gnu/libvulkan.so.1`);

/**
 * The environment with which Dawn finds SwiftShader, and no other driver. It must be there before Dawn is loaded.
 * Undefined where SwiftShader is not installed.
 */
export function findSwiftShader(): Readonly<Record<string, string>> | undefined {
  return existsSync(MANIFEST) && LOADERS.some(existsSync) ? { VK_ICD_FILENAMES: MANIFEST } : undefined;
}

/** What the title of tests that are skipped without SwiftShader ends in. */
export const SWIFTSHADER_MISSING = ' (needs SwiftShader for webgpu: apt install chromium libvulkan1)';

/**
 * Which workers may train a sweep's cells: `gpu` means only those with a GPU, `any` means all. It is not part of a
 * cell, because a result means the same on either. A cell in several sweeps is trained once, and on a GPU if any of its
 * active sweeps requires one.
 */
export const DEVICE_REQUIREMENTS = ['any', 'gpu'] as const;
export type DeviceRequirement = (typeof DEVICE_REQUIREMENTS)[number];

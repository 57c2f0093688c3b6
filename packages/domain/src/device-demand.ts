/**
 * What a sweep asks of the workers that train its cells: `gpu` is a GPU, `any` whatever there is. It is no part of a
 * cell, whose result means the same on either: a cell of several sweeps is trained once, on a GPU where one of its
 * active sweeps asks for that.
 */
export const DEVICE_DEMANDS = ['any', 'gpu'] as const;
export type DeviceDemand = (typeof DEVICE_DEMANDS)[number];

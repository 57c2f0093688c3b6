// Calls of memory.copy and memory.fill cost more than such short loops.

// @ts-ignore: decorator
@inline
export function copy(source: usize, target: usize, bytes: usize): void {
  const end = source + bytes;
  for (; source + 16 <= end; source += 16) {
    v128.store(target, v128.load(source));
    target += 16;
  }
  for (; source < end; source += 4) {
    store<f32>(target, load<f32>(source));
    target += 4;
  }
}

// @ts-ignore: decorator
@inline
export function clear(target: usize, bytes: usize): void {
  for (const end = target + bytes; target < end; target += 4) store<f32>(target, 0);
}

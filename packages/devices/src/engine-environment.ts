export interface EngineProcess {
  /**
   * CPU threads that one operation may use. Measured for 1 on two cores (alexnet-small): 1.0 CPU seconds a second
   * instead of 1.7. `OMP_NUM_THREADS` does nothing: TensorFlow's oneDNN runs on its own threads.
   */
  readonly threads: number;
  /**
   * The one GPU that the process may see, as CUDA names it: an index in the order of the PCI bus, `GPU-…` or `MIG-…`.
   * Without it the process keeps what its parent sees.
   */
  readonly gpu?: string;
}

/**
 * Environment variables for a process that loads an engine. TensorFlow reads them once, when the binding loads, so
 * whoever spawns the process sets them.
 */
export function engineEnvironment({ threads, gpu }: EngineProcess): Record<string, string> {
  return {
    // Errors only. TensorFlow 2.21 still writes two lines about oneDNN to standard error while it is being loaded.
    TF_CPP_MIN_LOG_LEVEL: '2',
    // TensorFlow takes oneDNN's kernels by itself only where the CPU has AVX-512 VNNI or the like. Measured without
    // (EPYC Genoa with AVX2 alone, one thread, alexnet-small): 453 images a second instead of 261.
    TF_ENABLE_ONEDNN_OPTS: '1',
    // With oneDNN, TensorFlow by itself keeps what tensors have freed: after a kernel on 60,000 images 15 GB, too much for
    // the next one to begin.
    TF_ONEDNN_USE_SYSTEM_ALLOCATOR: '1',
    // Rote trains in float32. What comes after AVX-512's first form (bfloat16, float16, AMX) is for shorter numbers, and
    // its kernels are others on each CPU: without them, all CPUs with AVX-512 run the same ones.
    ONEDNN_MAX_CPU_ISA: 'AVX512_CORE',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    // By default TensorFlow takes all memory of a GPU at once, and a second process gets none.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    // Same cell, same engine, same bits: also on a GPU, whose fastest kernels sum in any order.
    TF_DETERMINISTIC_OPS: '1',
    // By default CUDA counts the fastest GPU first; nvidia-smi, by which they are found, goes by the bus.
    ...(gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }),
  };
}

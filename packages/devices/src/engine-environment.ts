export interface EngineProcess {
  /**
   * CPU threads that one operation may use. Measured for 1 on two cores (alexnet-small): 1.0 CPU seconds per second
   * instead of 1.7. `OMP_NUM_THREADS` has no effect: TensorFlow's oneDNN runs on its own threads.
   */
  readonly threads: number;
  /**
   * The only GPU that the process may see, as CUDA names it: an index in PCI bus order, `GPU-…` or `MIG-…`. Default:
   * the GPUs that the parent process sees.
   */
  readonly gpu?: string;
}

/**
 * Environment variables for a process that loads an engine. TensorFlow reads them once, when the binding loads, so the
 * process must be spawned with them.
 */
export function engineEnvironment({ threads, gpu }: EngineProcess): Record<string, string> {
  return {
    // Errors only. TensorFlow 2.21 still writes two lines about oneDNN to standard error while it loads.
    TF_CPP_MIN_LOG_LEVEL: '2',
    // TensorFlow uses oneDNN's kernels by default only if the CPU has AVX-512 VNNI or similar. Measured on a CPU
    // without it (EPYC Genoa limited to AVX2, one thread, alexnet-small): 453 images per second instead of 261.
    TF_ENABLE_ONEDNN_OPTS: '1',
    // With oneDNN, TensorFlow by default keeps the memory of freed tensors: after a kernel on 60,000 images 15 GB, too
    // much for the next one to start.
    TF_ONEDNN_USE_SYSTEM_ALLOCATOR: '1',
    // Rote trains in float32. What comes after AVX-512's first form (bfloat16, float16, AMX) is for shorter numbers, and
    // its kernels are others on each CPU: without them, all CPUs with AVX-512 run the same ones.
    ONEDNN_MAX_CPU_ISA: 'AVX512_CORE',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    // By default TensorFlow allocates all memory of a GPU at once, and a second process gets none.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    // The same cell on the same engine must give the same bits, even on a GPU, whose fastest kernels sum in arbitrary
    // order.
    TF_DETERMINISTIC_OPS: '1',
    // By default CUDA counts the fastest GPU first; nvidia-smi, which finds them, uses PCI bus order.
    ...(gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }),
  };
}

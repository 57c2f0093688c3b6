-- What an attempt's trainer was seen to hold of its GPU's memory, in MiB.
ALTER TABLE "attempts" ADD COLUMN "gpu_memory_mb" INTEGER;

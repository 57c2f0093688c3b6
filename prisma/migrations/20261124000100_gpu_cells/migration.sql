-- Sweeps that ask for a GPU, and workers that should have one.

-- A property of the sweep and not of its cells: they stay the same experiments. A cell asks for a GPU while an active
-- sweep that has it does.
ALTER TABLE "sweeps" ADD COLUMN "device" TEXT NOT NULL DEFAULT 'any',
    ADD CONSTRAINT "sweeps_device_check" CHECK ("device" IN ('any', 'gpu'));

-- Why a worker on a machine with a GPU trains on the CPU, and how to mend it.
ALTER TABLE "workers" ADD COLUMN "gpu_fault" TEXT;

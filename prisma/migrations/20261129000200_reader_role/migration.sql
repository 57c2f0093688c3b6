-- Which Rote this is. Others may share its Redis: the names of the queue's keys come of it.
CREATE TABLE "installation" (
    "only_one" BOOLEAN NOT NULL DEFAULT true,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("only_one"),
    CONSTRAINT "installation_only_one" CHECK ("only_one")
);

INSERT INTO "installation" DEFAULT VALUES;

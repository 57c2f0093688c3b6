-- Which Rote this is. Others may share its Redis: the names of the queue's keys come of it.
CREATE TABLE "installation" (
    "only_one" BOOLEAN NOT NULL DEFAULT true,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("only_one"),
    CONSTRAINT "installation_only_one" CHECK ("only_one")
);

INSERT INTO "installation" DEFAULT VALUES;
COMMENT ON TABLE "installation" IS 'Which Rote this is, of several that may share servers: one row.';
COMMENT ON COLUMN "installation"."only_one" IS 'Always true, so that there is one row.';
COMMENT ON COLUMN "installation"."id" IS 'Drawn when the table was made. With the database and the schema it gives the queue''s keys their prefix.';

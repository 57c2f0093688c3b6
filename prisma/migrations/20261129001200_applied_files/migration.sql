-- Views, functions and the paper's numbers are files of their own from here on: prisma/views, prisma/functions and
-- prisma/paper. Each start applies those that differ from what is written down here.
CREATE TABLE applied_files (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    signatures TEXT[] NOT NULL,
    newest_migration TEXT NOT NULL,
    applied_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT applied_files_pkey PRIMARY KEY (kind, name),
    CONSTRAINT applied_files_kind_check CHECK (kind IN ('view', 'function', 'numbers'))
);

COMMENT ON TABLE applied_files IS 'The files of prisma/views, prisma/functions and prisma/paper that this database has been given.';
COMMENT ON COLUMN applied_files.kind IS 'view, function or numbers (of the paper).';
COMMENT ON COLUMN applied_files.name IS 'Name of the view or function, or of the table or figure of the paper.';
COMMENT ON COLUMN applied_files.sha256 IS 'SHA-256 of the file''s text and of the digests of the files that it refers to. A file with another digest is applied again.';
COMMENT ON COLUMN applied_files.signatures IS 'For a function, its signature and those of its overloads; empty otherwise.';
COMMENT ON COLUMN applied_files.newest_migration IS 'The last migration that the process knew which applied the file. A process that knows only earlier ones leaves all files alone.';
COMMENT ON COLUMN applied_files.applied_at IS 'When the file was last applied.';

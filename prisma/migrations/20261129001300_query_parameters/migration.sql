-- prisma/functions/rote_open_query.sql creates it again, with parameters.
DROP FUNCTION IF EXISTS "rote_open_query"(TEXT);

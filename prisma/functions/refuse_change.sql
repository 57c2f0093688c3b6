CREATE OR REPLACE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: the outcome of a cell never changes (% rejected)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation';
END $$;

COMMENT ON FUNCTION refuse_change() IS 'Trigger: rejects changing or deleting the outcome of a cell.';

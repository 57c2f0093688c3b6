CREATE OR REPLACE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: what has come of a cell never changes (% refused)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation';
END $$;

COMMENT ON FUNCTION refuse_change() IS 'Trigger: refuses to change or delete what has come of a cell.';

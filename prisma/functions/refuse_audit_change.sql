CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: entries never change (% rejected)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation';
END $$;

COMMENT ON FUNCTION refuse_audit_change() IS 'Trigger: rejects changing or deleting an entry of the audit log.';

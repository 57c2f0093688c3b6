-- However a cell stops running, it is no longer asked to yield.
CREATE OR REPLACE FUNCTION check_cell_transition() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cell_transitions WHERE from_state = OLD.state AND to_state = NEW.state) THEN
        RAISE EXCEPTION 'cell %: a % cell cannot become %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('succeeded', 'diverged') AND NOT EXISTS (
        SELECT FROM cell_results r WHERE r.cell_id = NEW.id AND r.attempt = NEW.attempt AND r.outcome = NEW.state
    ) THEN
        RAISE EXCEPTION 'cell %: attempt % has no result of a % cell', NEW.id, NEW.attempt, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.yield_asked := false;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION check_cell_transition() IS
    'Trigger: rejects a change of state that is not in cell_transitions, and a finished cell without a result.';

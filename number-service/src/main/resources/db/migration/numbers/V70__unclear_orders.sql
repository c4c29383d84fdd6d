-- What became of an order and cannot be found out is neither lost nor refused: it is unclear, and is looked up again
-- from time to time until it is found at the supplier's, or an admin who has looked there says that it was not carried out.
ALTER TABLE supplier_order
    DROP CONSTRAINT supplier_order_state_check,
    DROP CONSTRAINT supplier_order_check,
    ADD COLUMN looked_up_at timestamptz,
    ADD CONSTRAINT supplier_order_state_check CHECK (state IN ('intended', 'unclear', 'arrived', 'refused')),
    ADD CONSTRAINT supplier_order_decided CHECK ((state IN ('intended', 'unclear')) = (decided_at IS NULL));

CREATE INDEX supplier_order_undecided ON supplier_order (intended_at) WHERE decided_at IS NULL;

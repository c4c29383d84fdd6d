-- Numbers that are ordered from a supplier. The row is there before the order is sent: what was paid for is found again.
CREATE TABLE supplier_order (
    id           uuid PRIMARY KEY,
    e164         text        NOT NULL,
    area_code    text        NOT NULL,
    -- intended: it may have been sent, nobody knows yet; refused: it was surely not carried out.
    state        text        NOT NULL CHECK (state IN ('intended', 'arrived', 'refused')),
    intended_at  timestamptz NOT NULL,
    decided_at   timestamptz,
    -- The supplier's id of the number, by which it is released.
    supplier_id  text,
    reason       text,
    CHECK ((state = 'intended') = (decided_at IS NULL)),
    CHECK ((state = 'arrived') = (supplier_id IS NOT NULL))
);

-- Nothing is ordered twice.
CREATE UNIQUE INDEX supplier_order_once ON supplier_order (e164) WHERE state <> 'refused';
CREATE INDEX supplier_order_by_time ON supplier_order (intended_at);

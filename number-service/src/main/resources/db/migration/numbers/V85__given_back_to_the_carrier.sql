-- A number that was ordered and is retired is given back to the carrier, since it costs something every month. That it is
-- to be given back is not written down: it has arrived, is retired, and has not been given back.
ALTER TABLE supplier_order
    ADD COLUMN released_at timestamptz,
    -- The last attempt that failed; reason says how.
    ADD COLUMN release_failed_at timestamptz,
    ADD CONSTRAINT supplier_order_released CHECK (released_at IS NULL OR state = 'arrived');

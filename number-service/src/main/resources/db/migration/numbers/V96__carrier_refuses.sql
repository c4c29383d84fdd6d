-- Whether the carrier itself has refused the order, for a reason that may last. Too many requests is none, and an admin
-- who closes an order lets its area code go on.
ALTER TABLE supplier_order
    ADD COLUMN refused_by_carrier boolean NOT NULL DEFAULT false CHECK (NOT refused_by_carrier OR state = 'refused');

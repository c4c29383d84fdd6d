-- Whether the shared stock of an area code is low, so that each crossing of its threshold is told once.
CREATE TABLE stock_level (
    area_code  text PRIMARY KEY CHECK (area_code ~ '^[2-9][0-9]{2}$'),
    low        boolean     NOT NULL,
    changed_at timestamptz NOT NULL
);

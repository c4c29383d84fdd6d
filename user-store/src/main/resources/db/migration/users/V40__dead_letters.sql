-- Which dead letters of the provisioner's topics an operator has sent again or set aside.
CREATE TABLE users.dead_letter_handled (
    topic           text        NOT NULL,
    kafka_partition int         NOT NULL,
    kafka_offset    bigint      NOT NULL,
    how             text        NOT NULL CHECK (how IN ('replayed', 'discarded')),
    handled_at      timestamptz NOT NULL,
    PRIMARY KEY (topic, kafka_partition, kafka_offset)
);

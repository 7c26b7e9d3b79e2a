-- stream: turnstiles
-- source: turnstile_increments
-- key: CA, UNIT, SCP
CREATE TABLE IF NOT EXISTS {{database}}.dim_booth
(
    booth_id UInt64 COMMENT 'surrogate key: hash of control area and remote unit',
    control_area LowCardinality(String),
    remote_unit LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY booth_id
COMMENT 'Booths: a control area with its remote unit';

INSERT INTO {{database}}.dim_booth
SELECT DISTINCT cityHash64(CA, UNIT), CA, UNIT FROM {{database}}.turnstile_increments WHERE {{new_rows}};

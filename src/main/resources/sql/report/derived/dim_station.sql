-- stream: turnstiles
-- source: turnstile_increments
-- key: CA, UNIT, SCP
CREATE TABLE IF NOT EXISTS {{database}}.dim_station
(
    station_id UInt64 COMMENT 'surrogate key: hash of the name',
    station_name LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY station_id
COMMENT 'Stations that turnstiles have named';

INSERT INTO {{database}}.dim_station
SELECT DISTINCT cityHash64(STATION), STATION FROM {{database}}.turnstile_increments WHERE {{new_rows}};

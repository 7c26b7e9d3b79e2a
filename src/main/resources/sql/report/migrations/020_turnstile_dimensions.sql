-- stream: turnstiles
-- needs: turnstile_increments
-- Surrogate keys are hashes of the natural keys, so that they are equal in every database.
CREATE OR REPLACE VIEW {{database}}.dim_date AS
SELECT
    toYYYYMMDD(date) AS date_id,
    toDate32('2000-01-01') + number AS date,
    toYear(date) AS year,
    toQuarter(date) AS quarter,
    toMonth(date) AS month,
    dateName('month', date) AS month_name,
    toDayOfMonth(date) AS day,
    toISOWeek(date) AS iso_week,
    toDayOfWeek(date) AS weekday,
    dateName('weekday', date) AS weekday_name,
    weekday >= 6 AS is_weekend
FROM numbers(36525)
COMMENT 'Calendar from 2000 to 2099; weekday 1 is Monday';

CREATE OR REPLACE VIEW {{database}}.fact_turnstile AS
SELECT
    cityHash64(CA, UNIT, SCP, read_at) AS fact_id,
    cityHash64(STATION)::UInt64 AS station_id,
    cityHash64(CA, UNIT) AS booth_id,
    toYYYYMMDD(day) AS date_id,
    SCP AS scp, LINENAME AS line_name, DIVISION AS division,
    read_at, counted_at, slot, entries, exits, entries_quality, exits_quality,
    _topic_id, _partition, _offset
FROM {{database}}.turnstile_traffic
COMMENT 'One row a reading of a turnstile: what was counted since the one before, with keys of station, booth and date';

CREATE OR REPLACE VIEW {{database}}.rpt_turnstile AS
SELECT
    fact.fact_id, station.station_name, booth.control_area, booth.remote_unit, fact.scp, fact.line_name, fact.division,
    date.date, date.year, date.month, date.weekday, date.weekday_name, date.is_weekend, fact.slot,
    fact.read_at, fact.entries, fact.exits, fact.entries_quality, fact.exits_quality
FROM {{database}}.fact_turnstile AS fact
INNER JOIN (SELECT * FROM {{database}}.dim_station FINAL) AS station ON station.station_id = fact.station_id
INNER JOIN (SELECT * FROM {{database}}.dim_booth FINAL) AS booth ON booth.booth_id = fact.booth_id
INNER JOIN {{database}}.dim_date AS date ON date.date_id = fact.date_id
COMMENT 'The facts with the names of their station, booth and date';

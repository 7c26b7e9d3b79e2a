-- stream: turnstiles
-- needs: turnstile_increments
-- Days are local. The range [from, to) is half-open. The station is a LIKE pattern, '%' for all stations.
CREATE OR REPLACE VIEW {{database}}.busiest_stations AS
SELECT
    STATION AS station,
    arrayStringConcat(arraySort(groupUniqArray(LINENAME)), ' ') AS lines,
    uniqExact(CA, UNIT, SCP) AS turnstiles,
    sum(entries) AS station_entries, sum(exits) AS station_exits, station_entries + station_exits AS total,
    round(100 * total / sum(total) OVER (), 2) AS share_percent
FROM {{database}}.turnstile_traffic
WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String}
GROUP BY STATION
ORDER BY total DESC, station
COMMENT 'Stations by entries and exits, the busiest first, with their share of all';

CREATE OR REPLACE VIEW {{database}}.station_slots AS
SELECT
    STATION AS station, slot,
    concat(leftPad(toString(slot * 4), 2, '0'), '–', leftPad(toString(slot * 4 + 3), 2, '0')) AS hours,
    sum(entries) AS slot_entries, sum(exits) AS slot_exits
FROM {{database}}.turnstile_traffic
WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String}
GROUP BY STATION, slot
ORDER BY station, slot
COMMENT 'Entries and exits of stations by four hours of the local day: 00–03, 04–07, …';

CREATE OR REPLACE VIEW {{database}}.station_peak_slots AS
SELECT
    STATION AS station,
    argMax(hours, (slot_total, -slot)) AS peak_hours,
    max(slot_total) AS peak_total,
    round(100 * peak_total / sum(slot_total), 1) AS share_of_day_percent
FROM (
    SELECT
        STATION, slot,
        concat(leftPad(toString(slot * 4), 2, '0'), '–', leftPad(toString(slot * 4 + 3), 2, '0')) AS hours,
        sum(entries + exits) AS slot_total
    FROM {{database}}.turnstile_traffic
    WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String}
    GROUP BY STATION, slot)
GROUP BY STATION
ORDER BY peak_total DESC, station
COMMENT 'The four hours of the local day in which a station is busiest; of equal ones the earlier';

CREATE OR REPLACE VIEW {{database}}.station_weekdays AS
SELECT
    STATION AS station, toDayOfWeek(day) AS weekday, dateName('weekday', any(day)) AS weekday_name,
    sum(entries) AS weekday_entries, sum(exits) AS weekday_exits, uniqExact(day) AS days,
    round((weekday_entries + weekday_exits) / days, 1) AS mean_total_a_day
FROM {{database}}.turnstile_traffic
WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String}
GROUP BY STATION, weekday
ORDER BY station, weekday
COMMENT 'Entries and exits of stations by day of the week; 1 is Monday';

CREATE OR REPLACE VIEW {{database}}.daily_totals AS
SELECT
    day, day_entries, day_exits,
    sum(toNullable(day_entries)) OVER week_before AS entries_week_before,
    sum(toNullable(day_exits)) OVER week_before AS exits_week_before,
    if((is_partial OR max(is_partial) OVER week_before AS incomparable) OR entries_week_before = 0, NULL,
        round(100 * (day_entries - entries_week_before) / entries_week_before, 1)) AS entries_change_percent,
    if(incomparable OR exits_week_before = 0, NULL,
        round(100 * (day_exits - exits_week_before) / exits_week_before, 1)) AS exits_change_percent,
    partial
FROM (
    SELECT day, toInt64(sum(entries)) AS day_entries, toInt64(sum(exits)) AS day_exits,
        -- Readings are about four hours apart, and may be a bit less than that from midnight.
        min(counted_since) > toDateTime64(day, 6, '{{time_zone}}') + INTERVAL 3 HOUR
            OR max(read_at) < toDateTime64(day + 1, 6, '{{time_zone}}') - INTERVAL 3 HOUR AS is_partial,
        is_partial::Bool AS partial
    FROM {{database}}.turnstile_traffic
    WHERE day >= {from:Date32} - 7 AND day < {to:Date32} AND STATION LIKE {station:String}
    GROUP BY day)
WINDOW week_before AS (ORDER BY toInt32(day) RANGE BETWEEN 7 PRECEDING AND 7 PRECEDING)
QUALIFY day >= {from:Date32}
ORDER BY day
COMMENT 'Entries and exits by local day, with those of seven days before; a partial day has no readings near its begin or end';

CREATE OR REPLACE VIEW {{database}}.station_audience AS
SELECT
    STATION AS station, toHour(toDateTime(hour_begin, '{{time_zone}}')) AS hour,
    round(sum(entries * share), 1) AS hour_entries, round(sum(exits * share), 1) AS hour_exits,
    round((hour_entries + hour_exits) / (toInt32({to:Date32}) - toInt32({from:Date32})), 1) AS mean_audience_a_day
FROM (
    SELECT
        STATION, entries, exits,
        toUnixTimestamp64Micro(counted_since) / 1e6 AS begin_s, toUnixTimestamp64Micro(read_at) / 1e6 AS end_s,
        arrayJoin(range(toUInt32(toStartOfHour(counted_since)), toUInt32(ceil(end_s)), 3600)) AS hour_begin,
        (least(hour_begin + 3600., end_s) - greatest(toFloat64(hour_begin), begin_s)) / (end_s - begin_s) AS share
    FROM {{database}}.turnstile_traffic
    WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String} AND entries + exits > 0)
GROUP BY STATION, hour
ORDER BY station, hour
COMMENT 'People at a station by hour of the local day, what a reading counted spread evenly over the time since the one before';

CREATE OR REPLACE VIEW {{database}}.station_lineage AS
SELECT
    STATION AS station, CA, UNIT, SCP, read_at, day, entries, exits, entries_quality, exits_quality,
    _topic_id, _partition, _offset
FROM {{database}}.turnstile_traffic
WHERE day >= {from:Date32} AND day < {to:Date32} AND STATION LIKE {station:String}
ORDER BY station, CA, UNIT, SCP, read_at
COMMENT 'From a station''s numbers to the raw records they come from: topic id, partition and offset';

-- stream: sensors
-- needs: sensors_1m, sensors_1h
-- Reports cover whole hours that begin in [from, to). The device is a LIKE pattern, '%' for all devices.
CREATE OR REPLACE VIEW {{database}}.device_health AS
SELECT
    device,
    max(last_time) AS last_seen,
    dateDiff('second', last_seen, now64(6)) AS silent_seconds,
    sum(readings) AS device_readings,
    round(sum(cpu_used_avg * cpu_used_count) / sum(cpu_used_count), 2) AS cpu_mean,
    max(cpu_used_p95) AS cpu_p95_of_worst_hour,
    max(cpu_used_max) AS cpu_highest,
    round(sum(memory_used_avg * memory_used_count) / sum(memory_used_count), 2) AS memory_mean,
    max(memory_used_max) AS memory_highest
FROM {{database}}.sensors_1h FINAL
WHERE window_start >= {from:DateTime64(0, 'UTC')} AND window_start < {to:DateTime64(0, 'UTC')} AND device LIKE {device:String}
GROUP BY device
ORDER BY cpu_mean DESC, device
COMMENT 'Devices with their utilisation, the busiest first, when they were last seen and for how long they have been silent';

CREATE OR REPLACE VIEW {{database}}.device_hours AS
SELECT
    device, window_start AS hour, readings, round(cpu_used_avg, 2) AS cpu_mean, cpu_used_p95 AS cpu_p95, cpu_used_max AS cpu_highest,
    round(memory_used_avg, 2) AS memory_mean, memory_used_max AS memory_highest
FROM {{database}}.sensors_1h FINAL
WHERE window_start >= {from:DateTime64(0, 'UTC')} AND window_start < {to:DateTime64(0, 'UTC')} AND device LIKE {device:String}
ORDER BY device, hour
COMMENT 'Utilisation of devices by hour';

CREATE OR REPLACE VIEW {{database}}.fleet_minutes AS
SELECT
    window_start AS minute, count() AS devices, sum(readings) AS fleet_readings,
    round(sum(cpu_used_avg * cpu_used_count) / sum(cpu_used_count), 2) AS cpu_mean, max(cpu_used_max) AS cpu_highest,
    round(sum(memory_used_avg * memory_used_count) / sum(memory_used_count), 2) AS memory_mean
FROM {{database}}.sensors_1m FINAL
WHERE window_start >= {from:DateTime64(0, 'UTC')} AND window_start < {to:DateTime64(0, 'UTC')} AND device LIKE {device:String}
GROUP BY window_start
ORDER BY minute
COMMENT 'Utilisation of all devices together, by minute';

-- stream: sensors
-- needs: sensors_1h
CREATE OR REPLACE VIEW {{database}}.quality_of_sensors AS
SELECT toDate32(window_start) AS day, 'sensors' AS stream, 'late' AS finding, sum(late) AS found
FROM {{database}}.sensors_1h FINAL
GROUP BY day
HAVING found > 0
COMMENT 'Readings whose raw record is more than ten minutes younger, by UTC day';

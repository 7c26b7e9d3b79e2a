-- needs: dead_letters
-- The report of all streams combines the views whose names begin with quality_of_ and that have these columns.
CREATE OR REPLACE VIEW {{database}}.quality_of_dead_letters AS
SELECT toDate32(record_time) AS day, stream, concat('dead letter: ', reason) AS finding, count() AS found
FROM {{database}}.dead_letters FINAL
GROUP BY day, stream, finding
COMMENT 'Raw records that could not be decoded, by UTC day and reason';

CREATE OR REPLACE VIEW {{database}}.data_quality AS
SELECT day, stream, finding, found
FROM merge({{database_text}}, '^quality_of_')
WHERE day >= {from:Date32} AND day < {to:Date32}
ORDER BY day, stream, finding
COMMENT 'What was wrong with the data, by day: resets, jumps and backward registers, late readings, dead letters by reason';

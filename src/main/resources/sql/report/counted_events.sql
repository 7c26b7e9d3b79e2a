-- Makes a row of each new event: its values are the increments.
SELECT {{series_key}}, {{event_time}}, {{event_time}} AS `since`, {{carried}}{{counters}}, {{row_identity}}, 0 AS `_deleted` FROM {{source}} FINAL
WHERE {{new_rows}} AND {{retained}}

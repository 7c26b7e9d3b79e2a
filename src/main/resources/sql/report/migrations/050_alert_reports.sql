-- needs: alerts
CREATE OR REPLACE VIEW {{database}}.alert_history AS
SELECT
    id, any(rule) AS rule_name, any(severity) AS severity_name, any(stream) AS stream_name, any(series) AS series_key,
    any(first_time) AS fired_at,
    minOrNullIf(emitted_at, state = 'resolved') AS resolved_at,
    dateDiff('second', min(emitted_at), resolved_at) AS seconds_to_resolve,
    argMin(text, state != 'firing') AS alert_text
FROM {{database}}.{{alerts}} FINAL
WHERE first_time >= {from:DateTime64(0, 'UTC')} AND first_time < {to:DateTime64(0, 'UTC')}
GROUP BY id
ORDER BY fired_at, id
COMMENT 'One row an alert: when it fired, when it was resolved, and how long that took';

CREATE OR REPLACE VIEW {{database}}.alert_rules_summary AS
SELECT
    rule_name, stream_name, count() AS fired, countIf(resolved_at IS NOT NULL) AS resolved, fired - resolved AS still_firing,
    round(avg(seconds_to_resolve), 1) AS mean_seconds_to_resolve
FROM (
    SELECT any(rule) AS rule_name, any(stream) AS stream_name,
        minOrNullIf(emitted_at, state = 'resolved') AS resolved_at,
        dateDiff('second', min(emitted_at), resolved_at) AS seconds_to_resolve
    FROM {{database}}.{{alerts}} FINAL
    WHERE first_time >= {from:DateTime64(0, 'UTC')} AND first_time < {to:DateTime64(0, 'UTC')}
    GROUP BY id)
GROUP BY rule_name, stream_name
ORDER BY fired DESC, rule_name
COMMENT 'Alerts by rule: how many fired, and the mean time to resolve them';

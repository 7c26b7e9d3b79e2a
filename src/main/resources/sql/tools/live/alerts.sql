-- Reads alerts, each as one row. Each state of an alert has a row, and a repeat has another until parts are merged.
SELECT id AS alert, toUnixTimestamp64Milli(min(emitted_at)) AS fired, toInt32(max(state = 'resolved')) AS resolved,
    any(rule) AS name, any(severity) AS level, any(stream) AS stream_name,
    any(arrayStringConcat(mapValues(series), ', ')) AS series_name, argMin(text, (state != 'firing', emitted_at)) AS words
FROM {{alerts}} WHERE id IN ({{ids}})
GROUP BY id ORDER BY fired DESC, id LIMIT {{limit}}

SELECT id AS alert, toUnixTimestamp64Milli(min(emitted_at)) AS fired, toInt32(max(state = 'resolved')) AS resolved,
    any(rule) AS name, any(severity) AS level, any(stream) AS stream_name,
    any(arrayStringConcat(mapValues(series), ', ')) AS series_name, argMin(text, (state != 'firing', emitted_at)) AS words
FROM `arrowgate`.`alerts` WHERE id IN (SELECT id FROM `arrowgate`.`alerts` ORDER BY emitted_at DESC LIMIT 50)
GROUP BY id ORDER BY fired DESC, id LIMIT 10

SELECT concat(replaceRegexpAll(ifNull(toString(`CA`), ''), '[,;\\\\]', '\\\\\\0'), ',', replaceRegexpAll(ifNull(toString(`UNIT`), ''), '[,;\\\\]', '\\\\\\0'), ',', replaceRegexpAll(ifNull(toString(`SCP`), ''), '[,;\\\\]', '\\\\\\0'), ';', replaceRegexpAll(ifNull(toString(`STATION`), ''), '[,;\\\\]', '\\\\\\0'), ',', replaceRegexpAll(ifNull(toString(`LINENAME`), ''), '[,;\\\\]', '\\\\\\0'), ',', replaceRegexpAll(ifNull(toString(`DIVISION`), ''), '[,;\\\\]', '\\\\\\0')), toUnixTimestamp64Micro(CAST(`event_time` AS DateTime64(6, 'UTC'))), _partition, _offset, toInt32(_row), ifNull(toFloat64(`ENTRIES`), nan), ifNull(toFloat64(`EXITS`), nan)
FROM `chaos`.`turnstiles`
ORDER BY `CA`, `UNIT`, `SCP`, _partition, _offset, _row
SETTINGS max_bytes_before_external_sort = 500000000

-- Lists the readings of one series after the other, in the order of their records.
SELECT {{name}}, toUnixTimestamp64Micro(CAST({{time}} AS DateTime64(6, 'UTC'))), _partition, _offset, toInt32(_row), {{values}}
FROM {{rows}}
ORDER BY {{key}}, _partition, _offset, _row
SETTINGS max_bytes_before_external_sort = 500000000

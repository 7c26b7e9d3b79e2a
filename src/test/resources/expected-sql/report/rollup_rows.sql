SELECT * FROM (
    SELECT *, reinterpretAsUInt256(concat(toFixedString('', 8), reinterpretAsFixedString(toUInt32(`_row`)), reinterpretAsFixedString(toUInt64(`_offset`)), reinterpretAsFixedString(toUInt32(`_partition`)), reinterpretAsFixedString(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Micro(`ts`) + 2208988800000000), 10), cityHash64(`_topic_id`) % 1024)))) AS `_place` FROM `arrowgate`.`sensors` FINAL
    WHERE `ts` >= (SELECT first_window FROM span)
        AND `ts` < (SELECT last_window FROM span) + INTERVAL 60 SECOND)
WHERE cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched)

SELECT * FROM (
    SELECT *, reinterpretAsUInt256(concat(reinterpretAsFixedString(toUInt32(`_row`)), reinterpretAsFixedString(toUInt64(`_offset`)), reinterpretAsFixedString(toUInt32(`_partition`)), toFixedString(reverse(rightPad(substring(`_topic_id`, 1, 8), 8, '\0')), 8), reinterpretAsFixedString(toUnixTimestamp64Micro(`ts`)))) AS `_place` FROM `arrowgate`.`sensors` FINAL
    WHERE `ts` >= (SELECT first_window FROM span)
        AND `ts` < (SELECT last_window FROM span) + INTERVAL 60 SECOND)
WHERE cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched)

SELECT * FROM (
    SELECT *, concat(reinterpretAsFixedString(byteSwap(toUInt64(bitXor(toUnixTimestamp64Micro(`ts`), toInt64('-9223372036854775808'))))), `_topic_id`, '\0', reinterpretAsFixedString(byteSwap(toUInt32(`_partition`))), reinterpretAsFixedString(byteSwap(toUInt64(`_offset`))), reinterpretAsFixedString(byteSwap(toUInt32(`_row`)))) AS `_place` FROM `arrowgate`.`sensors` FINAL
    WHERE `ts` >= (SELECT first_window FROM span)
        AND `ts` < (SELECT last_window FROM span) + INTERVAL 60 SECOND)
WHERE cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched)

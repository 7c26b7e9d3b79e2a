multiIf(number = 1, 'first',
        abs(`step_ENTRIES`) > cap, if(`step_ENTRIES` < 0, 'reset', 'jump'),
        `step_ENTRIES` = 0, 'ok',
        `before_ENTRIES` IN (0, sign(`step_ENTRIES`)), if(`step_ENTRIES` > 0, 'ok', 'backward'),
        'reset') AS `ENTRIES_quality`

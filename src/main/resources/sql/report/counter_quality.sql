-- Classifies the step of one counter.
multiIf(number = 1, 'first',
        abs(`step_{{counter}}`) > cap, if(`step_{{counter}}` < 0, 'reset', 'jump'),
        `step_{{counter}}` = 0, 'ok',
        `before_{{counter}}` IN (0, sign(`step_{{counter}}`)), if(`step_{{counter}}` > 0, 'ok', 'backward'),
        'reset') AS `{{counter}}_quality`

-- Computes all windows that new rows of the source belong to.
WITH touched AS (
    SELECT DISTINCT {{series_key}}, {{window}} AS touched_window FROM {{source}}
    WHERE {{new_rows}} AND {{retained}})
{{windows}}

-- Computes all windows that new rows of the source belong to. Windows are found by hash: a collision only recomputes one more window.
WITH touched AS (
    SELECT DISTINCT cityHash64({{series_key}}, {{window}}) FROM {{source}}
    WHERE {{new_rows}} AND {{retained}}),
span AS (
    SELECT min({{window}}) AS first_window, max({{window}}) AS last_window FROM {{source}}
    WHERE {{new_rows}} AND {{retained}})
{{windows}}

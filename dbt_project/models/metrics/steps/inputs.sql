select
    input,
    reason_zh,
    reason_en
from (
    values
    {%- for input in published_inputs() %}
    (
        '{{ input.name }}',
        {{ text_literal(input.reason_zh) }},
        {{ text_literal(input.reason_en) }}
    ){{ "," if not loop.last }}
    {%- endfor %}
) as inputs (input, reason_zh, reason_en)

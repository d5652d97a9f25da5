select
    metric_id,
    part_of,
    member,
    numerator,
    denominator,
    units
from (
    values
    {%- for term in figure_terms() %}
    (
        '{{ term.metric_id }}', {{ text_literal(term.part_of or none) }},
        {{ text_literal(term.member or none) }}, '{{ term.numerator }}',
        {{ text_literal(term.denominator) }}, '{{ term.units }}'
    ){{ "," if not loop.last }}
    {%- endfor %}
) as figure_measures (metric_id, part_of, member, numerator, denominator, units)

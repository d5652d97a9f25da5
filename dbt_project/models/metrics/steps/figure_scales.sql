select
    metric_id,
    kind,
    ci_method,
    numerator_divisor,
    value_factor
from (
    values
    {%- for figure in published_figures() if figure.kind in ('ratio', 'sum') %}
    (
        '{{ figure.metric_id }}', '{{ figure.kind }}', '{{ figure.ci_method }}',
        {{ figure.divisor }}, {{ figure.factor }}
    ){{ "," if not loop.last }}
    {%- endfor %}
) as figure_scales (metric_id, kind, ci_method, numerator_divisor, value_factor)

select
    metric_id,
    ci_method,
    numerator_divisor,
    value_factor
from (
    values
    {%- for figure in published_figures() if figure.kind == 'ratio' %}
    ('{{ figure.metric_id }}', '{{ figure.ci_method }}', {{ figure.divisor }}, {{ figure.factor }}){{ "," if not loop.last }}
    {%- endfor %}
) as ratio_methods (metric_id, ci_method, numerator_divisor, value_factor)

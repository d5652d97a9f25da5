select
    metric_id,
    input,
    place
from (
    values
    {%- for figure in published_figures() %}
        {%- set last_figure = loop.last %}
        {%- for input in figure.needs %}
    ('{{ figure.metric_id }}', '{{ input }}', {{ loop.index }}){{ "," if not (last_figure and loop.last) }}
        {%- endfor %}
    {%- endfor %}
) as figure_needs (metric_id, input, place)

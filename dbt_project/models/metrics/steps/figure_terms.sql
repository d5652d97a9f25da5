{%- set terms = [] -%}
{%- for figure in published_figures() if figure.kind == 'ratio' -%}
    {%- set shared = [
        ('denominator', figure.denominator), ('units', figure.get('units', figure.denominator))
    ] -%}
    {%- for cut in figure.get('cuts', ['cluster']) -%}
        {%- for role, measure in [('numerator', figure.numerator)] + shared -%}
            {%- do terms.append((figure.metric_id, cut, cut, none, role, measure)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for cut, members in figure.get('parts', {}).items() -%}
        {%- for member, numerator in members.items() -%}
            {%- for role, measure in [('numerator', numerator)] + shared -%}
                {%- do terms.append((figure.metric_id, 'cluster', cut, member, role, measure)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor -%}
select
    metric_id,
    measured_by,
    cut,
    member,
    role,
    measure
from (
    values
    {%- for term in terms %}
    ({% for item in term %}{{ text_literal(item) }}{{ ", " if not loop.last }}{% endfor %}){{ "," if not loop.last }}
    {%- endfor %}
) as figure_terms (metric_id, measured_by, cut, member, role, measure)

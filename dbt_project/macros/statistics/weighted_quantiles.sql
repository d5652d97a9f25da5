{# Quantiles of values that each stand for many, by linear interpolation (Hyndman & Fan 1996, type 7):
   what quantile_cont gives of the values written out. `weight` says how many.

   Takes a relation with one row per key and value; gives one row per key: `quantiles`, a list in the
   order of the probabilities, and `weights`, the sum of them. #}
{% macro weighted_quantiles(relation, keys, value, weight, probabilities) %}
    {%- set key = keys | join(", ") -%}
with running as (

    select
        {{ key }},
        {{ value }}::double as quantile_value,
        sum({{ weight }}) over (partition by {{ key }} order by {{ value }}) as counted,
        sum({{ weight }}) over (partition by {{ key }}) as weights
    from {{ relation }}

),

neighbours as (

    select
        {{ key }},
        any_value(weights)::bigint as weights
        {%- for probability in probabilities %}
        {%- set place -%} {{ probability }} * (weights - 1) {%- endset %},
        any_value({{ place }}) as place_{{ loop.index }},
        min(quantile_value) filter (where counted > floor({{ place }})) as lower_{{ loop.index }},
        min(quantile_value) filter (where counted > ceil({{ place }})) as upper_{{ loop.index }}
        {%- endfor %}
    from running
    group by {{ key }}

)

select
    {{ key }},
    [
        {%- for probability in probabilities %}
        {%- set beyond = "(place_" ~ loop.index ~ " - floor(place_" ~ loop.index ~ "))" %}
        lower_{{ loop.index }} + {{ beyond }} * (upper_{{ loop.index }} - lower_{{ loop.index }})
        {{- "," if not loop.last }}
        {%- endfor %}
    ] as quantiles,
    weights
from neighbours
{% endmacro %}

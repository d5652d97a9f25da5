{# A quantile of values that each stand for many, by linear interpolation (Hyndman & Fan 1996, type 7):
   what quantile_cont gives of the values written out. `weight` says how many.

   Takes a relation with one row per key and value; gives one row per key: `quantile` and `weights`,
   the sum of them. #}
{% macro weighted_quantile(relation, keys, value, weight, probability) %}
    {%- set key = keys | join(", ") -%}
with running as (

    select
        {{ key }},
        {{ value }} as quantile_value,
        sum({{ weight }}) over (partition by {{ key }} order by {{ value }}) as counted,
        {{ probability }} * (sum({{ weight }}) over (partition by {{ key }}) - 1) as place
    from {{ relation }}

),

neighbours as (

    select
        {{ key }},
        max(counted)::bigint as weights,
        max(place) - floor(max(place)) as beyond,
        min(quantile_value) filter (where counted > floor(place)) as lower_value,
        min(quantile_value) filter (where counted > ceil(place)) as upper_value
    from running
    group by {{ key }}

)

select
    {{ key }},
    lower_value + beyond * (upper_value - lower_value) as quantile,
    weights
from neighbours
{% endmacro %}

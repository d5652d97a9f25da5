{# Whole units of a total shared out in proportion to weights, so that the parts make the total exactly:
   the method of largest remainders (Hamilton 1792; Balinski & Young 1982).

   Takes a relation with the column `total` and, for each part, the column `<part>_weight`, integers
   of at least 0 whose sum is above 0; gives its rows with `<part>_share`. Of equal remainders, the
   part named first comes first. #}
{% macro largest_remainder(relation, total, parts) %}
with weights as (

    select
        *,
        {{ parts | join("_weight + ") }}_weight as all_weights
    from {{ relation }}

),

remainders as (

    select
        *
        {%- for part in parts %},
        {{ total }} * {{ part }}_weight % all_weights as {{ part }}_rest
        {%- endfor %}
    from weights

),

floors as (

    select
        *
        {%- for part in parts %},
        (({{ total }} * {{ part }}_weight - {{ part }}_rest) / all_weights)::bigint as {{ part }}_floor
        {%- endfor %}
    from remainders

)

select
    * exclude (
        all_weights
        {%- for part in parts %}, {{ part }}_weight, {{ part }}_rest, {{ part }}_floor{% endfor -%}
    )
    {%- for part in parts %},
    {{ part }}_floor + case
        when
            -- How many parts come before it, and how many units are left to give.
            {% for other in parts if other != part -%}
            {%- set ties = ">=" if parts.index(other) < parts.index(part) else ">" -%}
            ({{ other }}_rest {{ ties }} {{ part }}_rest)::integer{{ " + " if not loop.last }}
            {%- endfor %}
            < {{ total }} - ({{ parts | join("_floor + ") }}_floor)
            then 1
        else 0
    end as {{ part }}_share
    {%- endfor %}
from floors
{% endmacro %}

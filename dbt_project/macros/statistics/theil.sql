{# Theil's T (1967) of a figure over groups: 0 where all have the same, ln(number of groups) where one
   of equal size has all there is.

   Takes a relation with one row per key and group: the figure and what weighs it, as named; gives one
   row per key: `theil`, null where nobody has any. Groups without a figure are left out. #}
{% macro theil(relation, keys, figure, weight) %}
    {%- set by_key = keys | join(", ") -%}
with known as (

    select
        {{ by_key }},
        {{ figure }}::double as theil_figure,
        {{ weight }}::double as theil_weight,
        sum({{ weight }}) over (partition by {{ by_key }})::double as all_weight,
        {{ exact_sum(figure ~ " * " ~ weight) }} over (partition by {{ by_key }})::double as all_there_is
    from {{ relation }}
    where {{ figure }} is not null

),

shares as (

    select
        *,
        theil_figure * theil_weight / nullif(all_there_is, 0) as share,
        theil_weight / all_weight as fair_share
    from known

)

select
    {{ by_key }},
    {{ exact_sum("case when share > 0 then share * ln(share / fair_share) else share end") }}::double
        as theil
from shares
group by {{ by_key }}
{% endmacro %}

{# Sums of a semantic model's measures over each cluster, region and business date, and over the
   members of each cut that divides a cluster. Integers, so that the sums are exact. #}
{% macro cluster_measures(semantic_model, relation, divided_by={}) %}
    {%- set measures = additive_measures(semantic_model) -%}
    {%- set cluster = "platform_id, region_id, region_type, business_date" -%}
with sums as (

    select
        platform_id,
        region_id,
        region_type,
        business_date,
        case
            when grouping(platform_id) = 1 then null
            {%- for cut, column in divided_by.items() %}
            when grouping({{ column }}) = 0 then '{{ cut }}'
            {%- endfor %}
            else 'cluster'
        end as cut,
        coalesce({{ (["null::varchar"] + divided_by.values() | list) | join(", ") }}) as member,
        {%- for measure in measures %}
        coalesce(sum({{ measure.expr }}), 0)::bigint as {{ measure.name }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ relation }}
    group by grouping sets (
        ({{ cluster }})
        {%- for column in divided_by.values() %},
        ({{ cluster }}, {{ column }})
        {%- endfor %}
    )

)

select
    platform_id,
    region_id,
    region_type,
    business_date,
    cut,
    member,
    measure,
    measured
from sums
unpivot (measured for measure in ({{ measures | map(attribute="name") | join(", ") }}))
where cut = 'cluster' or member is not null
{% endmacro %}

{# Sums of a semantic model's additive measures over each cluster, region and business date, and over
   the members of each cut that divides a cluster. Integers, so that the sums are exact. #}
{% macro cluster_measures(semantic_model, relation) %}
    {%- set measures = additive_measures(semantic_model) -%}
    {%- set divided_by = dividing_dimensions(semantic_model) -%}
    {%- set cluster = "platform_id, region_id, region_type, city_tier, income_band, business_date" -%}
with sums as (

    select
        {{ cluster }},
        {{ divided_cut(divided_by) }}
        {%- for measure in measures %},
        coalesce(sum({{ measure.expr }}), 0)::bigint as {{ measure.name }}
        {%- endfor %}
    from {{ relation }}
    group by grouping sets (
        ({{ cluster }})
        {%- for column in divided_by.values() %},
        ({{ cluster }}, {{ column }})
        {%- endfor %}
    )

)

select * from sums
where cut = 'cluster' or member is not null
{% endmacro %}

{# Of grouping sets that divide a cluster, one column each: which cut a row is of, and its member. #}
{% macro divided_cut(divided_by) -%}
    case
        {%- for cut, column in divided_by.items() %}
        when grouping({{ column }}) = 0 then '{{ cut }}'
        {%- endfor %}
        when grouping(platform_id) = 0 then 'cluster'
    end as cut,
    coalesce(
        null::varchar
        {%- for column in divided_by.values() %}, {{ column }}::varchar{% endfor -%}
    ) as member
{%- endmacro %}

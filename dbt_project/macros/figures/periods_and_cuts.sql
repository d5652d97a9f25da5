{# Periods and cuts that a figure is worked out for. Join facts to `periods_and_cuts()`, then group
   by its grain and cut and by `period_start` and `cut_member`. `divided_by` is `cluster` for the cuts
   that hold for a whole cluster, region and business date; the others divide one. #}

{% macro periods_and_cuts() %}
    select
        period_grain,
        cut,
        case
            when cut in ({{ text_list(var("cluster_cuts")) }}) then 'cluster' else cut
        end as divided_by
    from (
        values
        {%- for grain, cuts in var("period_cuts").items() %}
            {%- set last_grain = loop.last %}
            {%- for cut in cuts %}
        ('{{ grain }}', '{{ cut }}'){{ "," if not (last_grain and loop.last) }}
            {%- endfor %}
        {%- endfor %}
    ) as periods_and_cuts (period_grain, cut)
{% endmacro %}

{# First date of the period that a date lies in; null for the whole run. #}
{% macro period_start(period_grain, business_date) -%}
    case {{ period_grain }}
        when 'day' then {{ business_date }}
        when 'week' then {{ dbt.date_trunc("week", business_date) }}::date
        when 'month' then {{ dbt.date_trunc("month", business_date) }}::date
    end
{%- endmacro %}

{# First date after a period; the whole run ends with its last business date. #}
{% macro period_end(period_grain, period_start, last_date) -%}
    (case {{ period_grain }}
        when 'day' then {{ dbt.dateadd("day", 1, period_start) }}
        when 'week' then {{ dbt.dateadd("day", 7, period_start) }}
        when 'month' then {{ dbt.dateadd("month", 1, period_start) }}
        else {{ dbt.dateadd("day", 1, last_date) }}
    end)::date
{%- endmacro %}

{# What holds for a whole cluster, and its column in every fact. #}
{% macro cluster_columns() %}
    {%- set columns = {} -%}
    {%- for cut in var("cluster_cuts") if cut != "all" -%}
        {%- do columns.update({cut: "region_id" if cut == "region" else cut}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{# The member of a cut that a row belongs to. `dividing` maps the cuts that divide a cluster to the
   row's columns, or is one column that holds the member already. #}
{% macro cut_member(cut, dividing={}) -%}
    case {{ cut }}
        when 'all' then 'all'
        {%- for name, column in cluster_columns().items() %}
        when '{{ name }}' then {{ column }}::varchar
        {%- endfor %}
        {%- if dividing is mapping %}
        {%- for name, column in dividing.items() %}
        when '{{ name }}' then {{ column }}::varchar
        {%- endfor %}
        {%- else %}
        else {{ dividing }}
        {%- endif %}
    end
{%- endmacro %}

{# Whether a row of `periods_and_cuts` is one that facts with these dividing dimensions can have. #}
{% macro has_cut(dimensions) -%}
    (
        periods_and_cuts.divided_by = 'cluster'
        or periods_and_cuts.cut in ({{ text_list(dimensions) }})
    )
{%- endmacro %}

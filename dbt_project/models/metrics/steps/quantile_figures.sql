{%- set facts = {
    'orders': ref('fct_orders'),
    'complaints': ref('fct_complaints'),
} -%}
{%- set cell = ['published_as', 'period_grain', 'period_start', 'cut', 'member'] -%}
{%- set quantiles = [] -%}
{%- for semantic_model in facts -%}
    {%- for measurement in quantiles_of(semantic_model) -%}
        {%- for figure in measurement.figures -%}
            {%- do quantiles.append((measurement, figure)) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor -%}
with figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

{% for semantic_model, fact in facts.items() %}
{%- set dimensions = dividing_dimensions(semantic_model) -%}
{%- set dividing = dict(cluster_columns(), **dimensions) -%}
{%- set columns = dividing.values() | list -%}
{{ semantic_model }} as (

    select * from {{ fact }}

),

{% for measurement in quantiles_of(semantic_model) %}
{%- set probabilities = measurement.figures | map(attribute="percentile") | list -%}
valued_{{ measurement.name }} as not materialized (

    select
        facts.* exclude (platform_id),
        figure_platforms.published_as,
        {{ measurement.expr }} as measured
    from {{ semantic_model }} as facts
    inner join figure_platforms
        on
            facts.platform_id = figure_platforms.platform_id
            and figure_platforms.metric_id = '{{ measurement.name }}'
    where {{ measurement.expr }} is not null

),

-- Days and weeks hold few rows each.
short_{{ measurement.name }} as (

    select
        valued.published_as,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'valued.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member,
        quantile_cont(valued.measured, [{{ probabilities | join(", ") }}]) as quantiles,
        count(*) as n
    from valued_{{ measurement.name }} as valued
    inner join periods_and_cuts
        on {{ has_cut(dimensions) }} and periods_and_cuts.period_grain in ('day', 'week')
    group by 1, 2, 3, 4, 5

),

-- A month holds each value many times over: times are whole seconds.
counted_{{ measurement.name }} as (

    select
        published_as,
        {{ period_start("'month'", 'business_date') }} as month_start,
        measured,
        {{ columns | join(",\n        ") }},
        grouping({{ columns | join(", ") }}) as left_out,
        count(*) as weight
    from valued_{{ measurement.name }}
    group by grouping sets (
        (published_as, 2, measured)
        {%- for column in columns %},
        (published_as, 2, measured, {{ column }})
        {%- endfor %}
    )

),

by_cut_{{ measurement.name }} as (

    select
        *,
        case left_out
            when {{ 2 ** (columns | length) - 1 }} then 'all'
            {%- for cut in dividing %}
            when {{ 2 ** (columns | length) - 1 - 2 ** (columns | length - loop.index) }} then '{{ cut }}'
            {%- endfor %}
        end as cut
    from counted_{{ measurement.name }}

),

long_{{ measurement.name }} as (

    select
        counted.published_as,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'counted.month_start') }} as period_start,
        counted.cut,
        {{ cut_member('counted.cut', dimensions) }} as member,
        counted.measured,
        sum(counted.weight) as weight
    from by_cut_{{ measurement.name }} as counted
    inner join periods_and_cuts
        on
            counted.cut = periods_and_cuts.cut
            and periods_and_cuts.period_grain in ('month', 'all')
    group by 1, 2, 3, 4, 5, 6

),

cells_of_{{ measurement.name }} as (

    select * from short_{{ measurement.name }}
    union all by name
    select
        * exclude (weights),
        weights as n
    from (
        {{ weighted_quantiles(
            'long_' ~ measurement.name, cell, 'measured', 'weight', probabilities
        ) }}
    )

),
{% endfor %}
{% endfor %}
figures as (

    {% for measurement, figure in quantiles %}
    select
        '{{ figure.metric_id }}' as metric_id,
        published_as as platform_id,
        period_grain,
        period_start,
        cut,
        member,
        quantiles[{{ measurement.figures.index(figure) + 1 }}]::double as value,
        n
    from cells_of_{{ measurement.name }}
    where
        member is not null
        and cut in ({{ text_list(figure.cuts) }})
    {{ "union all" if not loop.last }}
    {%- endfor %}

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    null::double as numerator,
    null::double as denominator,
    value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    n
from figures

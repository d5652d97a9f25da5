{%- set figures = published_figures() | selectattr('kind', 'equalto', 'quantile') | list -%}
{%- set measures = {} -%}
{%- for measure in measures_of('orders') -%}
    {%- do measures.update({measure.name: measure}) -%}
{%- endfor -%}
with orders as (

    select * from {{ ref('fct_orders') }}

),

platforms as (

    select
        platform_id,
        published_as
    from {{ ref('figure_platforms') }}
    group by 1, 2

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

cells as (

    select
        platforms.published_as,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'orders.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut') }} as member
        {%- for figure in figures %}
        {%- set measure = measures[figure.measure] %},
        quantile_cont({{ measure.expr }}, {{ measure.agg_params.percentile }})
            as {{ figure.metric_id }},
        count({{ measure.expr }}) as {{ figure.metric_id }}_n
        {%- endfor %}
    from orders
    inner join platforms on orders.platform_id = platforms.platform_id
    inner join periods_and_cuts on periods_and_cuts.divided_by = 'cluster'
    group by 1, 2, 3, 4, 5

)

{% for figure in figures %}
select
    '{{ figure.metric_id }}' as metric_id,
    published_as as platform_id,
    period_grain,
    period_start,
    cut,
    member,
    {{ figure.metric_id }}::double as value,
    {{ figure.metric_id }}_n as n
from cells
where {{ figure.metric_id }}_n > 0
{{ "union all" if not loop.last }}
{%- endfor %}

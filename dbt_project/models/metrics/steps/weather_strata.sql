{%- set cluster = [
    "platform_id", "region_id", "region_type", "city_tier", "income_band", "business_date",
    "hour_of_day",
] -%}
{%- set late_orders = {
    "rain_lateness_rr": "weather_class", "rain_lateness_placebo_rr": "next_day_weather_class",
} -%}
{%- set slot_measures = {
    "rain_demand_ratio": "orders_placed", "rain_supply_ratio": "rider_seconds_available",
} -%}
with orders as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible and is_late is not null

),

rider_slots as (

    select * from {{ ref('fct_rider_slots') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

cells as (

    {% for metric_id, weather in late_orders.items() %}
    select
        '{{ metric_id }}' as metric_id,
        {{ cluster | join(",\n        ") }},
        {{ is_wet(weather) }} as is_wet,
        sum(is_late::integer) as cases,
        count(*) as units
    from orders
    group by all
    union all
    {%- endfor %}
    {%- for metric_id, measure in slot_measures.items() %}
    select
        '{{ metric_id }}' as metric_id,
        {{ cluster | join(",\n        ") }},
        {{ is_wet('weather_class') }} as is_wet,
        sum({{ measure }}) as cases,
        count(*) as units
    from rider_slots
    where {{ measure }} is not null
    group by all
    {{ "union all" if not loop.last }}
    {%- endfor %}

)

select
    cells.metric_id,
    figure_platforms.published_as as platform_id,
    periods_and_cuts.period_grain,
    {{ period_start('periods_and_cuts.period_grain', 'cells.business_date') }} as period_start,
    periods_and_cuts.cut,
    {{ cut_member('periods_and_cuts.cut') }} as member,
    cells.region_id,
    cells.hour_of_day,
    extract(isodow from cells.business_date) >= 6 as is_weekend,
    {{ dbt.date_trunc('month', 'cells.business_date') }}::date as month_start,
    cells.business_date,
    coalesce(sum(cells.cases) filter (where cells.is_wet), 0)::bigint as exposed_cases,
    coalesce(sum(cells.units) filter (where cells.is_wet), 0)::bigint as exposed,
    coalesce(sum(cells.cases) filter (where not cells.is_wet), 0)::bigint as unexposed_cases,
    coalesce(sum(cells.units) filter (where not cells.is_wet), 0)::bigint as unexposed
from cells
inner join figure_platforms
    on
        cells.metric_id = figure_platforms.metric_id
        and cells.platform_id = figure_platforms.platform_id
inner join periods_and_cuts
    on
        periods_and_cuts.divided_by = 'cluster'
        and periods_and_cuts.period_grain in ('month', 'all')
where
    cells.is_wet is not null
    and {{ cut_member('periods_and_cuts.cut') }} is not null
group by all

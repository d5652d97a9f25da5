with orders as (

    select
        *,
        incident_severity is not null as is_in_an_incident
    from {{ ref('fct_orders') }}
    where is_closed_eligible and is_late is not null

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'incident_excess_late_orders'

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

cells as (

    select
        platform_id,
        region_id,
        region_type,
        city_tier,
        income_band,
        business_date,
        hour_of_day,
        extract(isodow from business_date) as day_of_week,
        is_in_an_incident,
        sum(is_late::integer) as late_orders,
        count(*) as delivered_orders
    from orders
    group by all

),

calm as (

    select
        platform_id,
        region_id,
        hour_of_day,
        day_of_week,
        sum(late_orders) as late_orders,
        sum(delivered_orders) as delivered_orders
    from cells
    where not is_in_an_incident
    group by 1, 2, 3, 4

),

-- Fixed point, so that the sums are the same from run to run.
excess as (

    select
        cells.*,
        (
            cells.late_orders
            - cells.delivered_orders * calm.late_orders / calm.delivered_orders::double
        )::decimal(38, 12) as excess_late_orders
    from cells
    inner join calm
        on
            cells.platform_id = calm.platform_id
            and cells.region_id = calm.region_id
            and cells.hour_of_day = calm.hour_of_day
            and cells.day_of_week = calm.day_of_week
    where cells.is_in_an_incident

),

sums as (

    select
        figure_platforms.metric_id,
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'excess.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut') }} as member,
        sum(excess.excess_late_orders)::double as excess_late_orders,
        sum(excess.delivered_orders)::bigint as delivered_orders
    from excess
    inner join figure_platforms on excess.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on periods_and_cuts.divided_by = 'cluster'
    group by all

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    excess_late_orders as numerator,
    null::double as denominator,
    excess_late_orders as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    delivered_orders as n
from sums
where member is not null

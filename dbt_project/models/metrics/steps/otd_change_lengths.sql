with fct_orders as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible and promise_seconds is not null and not is_scheduled

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'otd_change'

),

orders as (

    select
        figure_platforms.published_as as platform_id,
        {{ dbt.date_trunc('month', 'fct_orders.business_date') }}::date as business_month,
        fct_orders.region_id,
        fct_orders.hour_of_day,
        fct_orders.distance_band,
        fct_orders.delivery_seconds,
        fct_orders.promise_seconds
    from fct_orders
    inner join figure_platforms on fct_orders.platform_id = figure_platforms.platform_id

),

lengths as (

    select
        * exclude (delivery_seconds, promise_seconds),
        delivery_seconds as seconds,
        1 as delivery,
        0 as promise
    from orders
    where delivery_seconds is not null
    union all
    select
        * exclude (delivery_seconds, promise_seconds),
        promise_seconds as seconds,
        0 as delivery,
        1 as promise
    from orders

)

select
    platform_id,
    business_month,
    region_id,
    hour_of_day,
    distance_band,
    seconds,
    sum(delivery) as deliveries,
    sum(promise) as promises
from lengths
group by platform_id, business_month, region_id, hour_of_day, distance_band, seconds

with orders as (

    select * from {{ ref('int_orders__outcomes') }}

),

value_thresholds as (

    select * from {{ ref('int_orders__value_thresholds') }}

),

pressure as (

    select * from {{ ref('int_riders__pressure_by_hour') }}

),

hourly_weather as (

    select * from {{ ref('int_weather__by_hour') }}

),

daily_weather as (

    select * from {{ ref('int_weather__classes') }}
    where is_daily

)

select
    orders.platform_id,
    orders.order_id,
    orders.region_id,
    orders.merchant_id,
    orders.customer_id,
    orders.rider_id,

    orders.business_date,
    orders.hour_of_day,
    orders.slot_start,
    orders.region_type,
    orders.city_tier::smallint as city_tier,
    orders.income_band::smallint as income_band,
    orders.service_type,
    orders.channel,
    case
        when orders.order_value_minor < value_thresholds.low_below_minor then 'low'
        when orders.order_value_minor >= value_thresholds.high_from_minor then 'high'
        else 'middle'
    end as value_tier,
    -- A daily observation begins its date, so an hourly one of that date is the later word.
    case
        when daily_weather.observed_at > hourly_weather.holds_from
            then daily_weather.weather_class
        else coalesce(hourly_weather.weather_class, daily_weather.weather_class, 'unknown')
    end as weather_class,
    pressure.pressure_class,

    orders.placed_at,
    orders.promised_at,
    orders.promised_at_last,
    orders.accepted_at,
    orders.assigned_at,
    orders.arrived_merchant_at,
    orders.ready_at,
    orders.picked_up_at,
    orders.arrived_customer_at,
    orders.delivered_at,
    orders.cancelled_at,

    orders.order_status,
    orders.cancelled_by,
    orders.loss_cause,
    orders.custody_at_loss,
    orders.item_issue,
    orders.is_scheduled,
    orders.is_test,
    orders.is_eligible,
    orders.is_closed,
    orders.is_closed_eligible,
    orders.is_delivered,
    orders.is_lost,
    orders.is_cancelled,
    orders.is_on_time,
    orders.is_late,
    orders.is_late_15,
    orders.is_late_30,

    orders.lateness_seconds,
    orders.delivery_seconds,
    orders.promise_seconds,
    orders.handling_seconds,
    orders.distance_m,
    orders.order_value_minor,
    orders.refund_minor,
    orders.delivery_fee_minor
from orders
left join value_thresholds
    on
        orders.platform_id = value_thresholds.platform_id
        and {{ dbt.date_trunc('month', 'orders.business_date') }} = value_thresholds.business_month
left join daily_weather
    on
        orders.region_id = daily_weather.region_id
        and orders.business_date = daily_weather.observed_date
left join hourly_weather
    on
        orders.region_id = hourly_weather.region_id
        and {{ dbt.date_trunc('hour', 'orders.placed_at') }} = hourly_weather.touched_hour
        and orders.placed_at >= hourly_weather.holds_from
        and orders.placed_at < hourly_weather.holds_until
left join pressure
    on
        orders.platform_id = pressure.platform_id
        and orders.region_id = pressure.region_id
        and {{ dbt.date_trunc('hour', 'orders.placed_at') }} = pressure.touched_hour
        and orders.placed_at >= pressure.holds_from
        and orders.placed_at < pressure.holds_until

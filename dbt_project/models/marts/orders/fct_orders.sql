{%- set next_day = dbt.dateadd('day', 1, 'orders.placed_at') -%}
with orders as (

    select * from {{ ref('int_orders__stages') }}

),

value_thresholds as (

    select * from {{ ref('int_orders__value_thresholds') }}

),

complained_of as (

    select * from {{ ref('int_complaints__orders') }}

),

pressure as (

    select * from {{ ref('int_riders__pressure_by_hour') }}

),

incidents_met as (

    select * from {{ ref('int_incidents__by_hour') }}

),

hourly_weather as (

    select * from {{ ref('int_weather__by_hour') }}

),

daily_weather as (

    select * from {{ ref('int_weather__classes') }}
    where is_daily

),

incidents as (

    select * from {{ ref('int_incidents__last_end_by_hour') }}

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
    orders.hour_of_day in ({{ var('peak_hours') | join(', ') }}) as is_peak,
    orders.region_type,
    orders.city_tier::smallint as city_tier,
    orders.income_band::smallint as income_band,
    orders.service_type,
    orders.channel,
    {{ value_tier('orders.order_value_minor', 'value_thresholds') }} as value_tier,
    {{ weather_class() }} as weather_class,
    {{ weather_class('next_day_') }} as next_day_weather_class,
    pressure.pressure_class,
    incidents_met.severity::smallint as incident_severity,
    case
        when orders.is_delivered then coalesce(incidents.last_end > orders.placed_at, false)
    end as has_met_incident,

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
    orders.is_perfect,
    orders.is_late,
    orders.is_late_15,
    orders.is_late_30,
    orders.is_failed,
    complained_of.order_id is not null as is_complained_of,
    orders.is_cancelled_after_promise,
    orders.has_communication_problem,

    orders.lateness_seconds,
    orders.delivery_seconds,
    orders.promise_seconds,
    orders.handling_seconds,
    {%- for stage in delivery_stages() %}
    orders.{{ stage }}_seconds,
    {%- endfor %}
    orders.unattributed_seconds,
    orders.distance_m,
    orders.distance_band,
    orders.order_value_minor,
    orders.refund_minor,
    orders.delivery_fee_minor
from orders
left join value_thresholds
    on
        orders.platform_id = value_thresholds.platform_id
        and {{ dbt.date_trunc('month', 'orders.business_date') }} = value_thresholds.business_month
left join complained_of
    on
        orders.platform_id = complained_of.platform_id
        and orders.order_id = complained_of.order_id
{{ join_weather('orders', 'orders.placed_at', 'orders.business_date') }}
left join pressure
    on
        orders.platform_id = pressure.platform_id
        and orders.region_id = pressure.region_id
        and {{ dbt.date_trunc('hour', 'orders.placed_at') }} = pressure.touched_hour
        and orders.placed_at >= pressure.holds_from
        and orders.placed_at < pressure.holds_until
{{ join_weather('orders', next_day, 'orders.business_date + 1', 'next_day_') }}
left join incidents_met
    on
        orders.platform_id = incidents_met.platform_id
        and orders.region_id = incidents_met.region_id
        and {{ dbt.date_trunc('hour', 'orders.placed_at') }} = incidents_met.touched_hour
        and orders.placed_at >= incidents_met.starts_at
        and orders.placed_at < incidents_met.ends_at
left join incidents
    on
        orders.platform_id = incidents.platform_id
        and orders.region_id = incidents.region_id
        and {{ dbt.date_trunc('hour', 'orders.delivered_at') }} = incidents.touched_hour
        and orders.delivered_at > incidents.holds_after
        and orders.delivered_at <= incidents.holds_until

{%- set kept = [
    "platform_id", "order_id", "region_id", "merchant_id", "customer_id", "rider_id",
    "service_type", "channel", "placed_at", "promised_at", "promised_at_last", "loss_cause",
    "custody_at_loss", "item_issue", "is_scheduled", "is_test", "distance_m",
    "order_value_minor", "refund_minor", "delivery_fee_minor", "load_id",
] -%}
{%- set stages = [
    "accepted_at", "assigned_at", "arrived_merchant_at", "ready_at", "picked_up_at",
    "arrived_customer_at", "delivered_at", "cancelled_at",
] -%}
with orders as (

    select * from {{ ref('stg_raw__orders') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

happened as (

    select
        orders.{{ kept | join(',\n        orders.') }},
        {{ by_cut_off('orders.accepted_at') }} as accepted_at,
        {{ by_cut_off('orders.assigned_at') }} as assigned_at,
        {{ by_cut_off('orders.arrived_merchant_at') }} as arrived_merchant_at,
        {{ by_cut_off('orders.ready_at') }} as ready_at,
        {{ by_cut_off('orders.picked_up_at') }} as picked_up_at,
        {{ by_cut_off('orders.arrived_customer_at') }} as arrived_customer_at,
        {{ by_cut_off('orders.delivered_at') }} as delivered_at,
        {{ by_cut_off('orders.cancelled_at') }} as cancelled_at,
        case
            when
                orders.order_status = 'delivered' and orders.delivered_at > cut_off.as_of
                or orders.order_status = 'cancelled' and orders.cancelled_at > cut_off.as_of
                then 'in_progress'
            else orders.order_status
        end as reported_status,
        case
            when coalesce(orders.cancelled_at <= cut_off.as_of, true) then orders.cancelled_by
        end as cancelled_by,
        {{ add_seconds('orders.placed_at', 'local_spans.offset_seconds') }} as local_placed_at,
        local_spans.offset_seconds,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        cut_off.as_of
    from orders
    cross join cut_off
    left join local_spans
        on
            orders.region_id = local_spans.region_id
            and {{ in_local_span('orders.placed_at') }}
    where orders.placed_at <= cut_off.as_of

)

select
    {{ (kept + stages) | join(',\n    ') }},
    -- What is a day past its promise and still under way is lost, whatever the platform calls it.
    case
        when
            reported_status = 'in_progress'
            and {{ dbt.dateadd('hour', var('lost_after_hours'), 'promised_at') }} <= as_of
            then 'lost'
        else reported_status
    end as order_status,
    cancelled_by,
    local_placed_at,
    offset_seconds,
    region_type,
    city_tier,
    income_band,
    local_placed_at::date as business_date,
    extract(hour from local_placed_at)::smallint as hour_of_day
from happened

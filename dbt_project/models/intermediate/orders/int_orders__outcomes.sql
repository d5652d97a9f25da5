with orders as (

    select * from {{ ref('int_orders__as_of_cut_off') }}

),

outcomes as (

    select
        *,
        order_status = 'delivered' as is_delivered,
        order_status = 'lost' as is_lost,
        order_status = 'cancelled' as is_cancelled,
        order_status <> 'in_progress' as is_closed,
        -- Who takes an order back before anyone accepted it has not been failed.
        not is_test
        and (cancelled_by is distinct from 'customer' or accepted_at is not null) as is_eligible
    from orders

)

select
    *,
    is_closed and is_eligible as is_closed_eligible,

    -- Compared as instants: a part of a second past the promise is late.
    case
        when promised_at is not null then is_delivered and delivered_at <= promised_at
    end as is_on_time,
    case
        when promised_at is not null
            then
                is_delivered
                and delivered_at <= promised_at
                and item_issue is null
                and (refund_minor is null or refund_minor = 0)
    end as is_perfect,
    case when is_delivered then delivered_at > promised_at end as is_late,
    case
        when is_delivered
            then
                delivered_at
                > {{ dbt.dateadd('minute', var('late_minutes_small'), 'promised_at') }}
    end as is_late_15,
    case
        when is_delivered
            then
                delivered_at
                > {{ dbt.dateadd('minute', var('late_minutes_large'), 'promised_at') }}
    end as is_late_30,
    is_late_30 is true or is_lost or item_issue is not null as is_failed,
    case when is_cancelled then cancelled_at > promised_at end as is_cancelled_after_promise,
    coalesce(loss_cause in ({{ text_list(var('communication_causes')) }}), false)
        as has_communication_problem,
    {{ distance_band('distance_m') }} as distance_band,

    case
        when is_delivered then {{ seconds_between('promised_at', 'delivered_at') }}
    end as lateness_seconds,
    case
        when is_delivered and not is_scheduled
            then {{ seconds_between('placed_at', 'delivered_at') }}
    end as delivery_seconds,
    {{ seconds_between('placed_at', 'promised_at') }} as promise_seconds,
    case
        when is_delivered and assigned_at <= delivered_at
            then {{ seconds_between('assigned_at', 'delivered_at') }}
    end as handling_seconds,

    {{ slot_of_day('local_placed_at') }}::smallint as local_slot,
    {{ slot_floor('placed_at', 'offset_seconds') }} as slot_start
from outcomes

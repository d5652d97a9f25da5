with orders as (

    select * from {{ ref('int_orders__outcomes') }}

),

queued_platforms as (

    select * from {{ ref('int_riders__queued_platforms') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- A lost order that nobody was given is waited for until it counts as lost.
queued as (

    select
        orders.platform_id,
        orders.region_id,
        orders.slot_start as first_slot,
        coalesce(
            orders.assigned_at,
            orders.delivered_at,
            orders.cancelled_at,
            case
                when orders.is_lost
                    then {{ dbt.dateadd('hour', var('lost_after_hours'), 'orders.promised_at') }}
                when not orders.is_closed then cut_off.as_of
            end
        ) as left_at,
        orders.offset_seconds
    from orders
    cross join cut_off
    inner join queued_platforms on orders.platform_id = queued_platforms.platform_id
    where orders.is_eligible

),

waits as (

    select
        platform_id,
        region_id,
        {{ slots_from('first_slot', slot_floor('left_at', 'offset_seconds')) }} as slot_start
    from queued
    where left_at > first_slot

)

select
    platform_id,
    region_id,
    slot_start,
    count(*) as orders_unassigned
from waits
group by 1, 2, 3

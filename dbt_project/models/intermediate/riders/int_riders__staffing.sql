{%- set slot_seconds = var('slot_minutes') * 60 -%}
with slots as (

    select * from {{ ref('int_riders__slots') }}

),

on_duty as (

    select * from {{ ref('int_riders__on_duty') }}

),

busy as (

    select * from {{ ref('int_riders__busy') }}

),

demand as (

    select * from {{ ref('int_riders__demand') }}

),

handling as (

    select * from {{ ref('int_riders__handling_minutes') }}

),

required_by_load as (

    select * from {{ ref('int_riders__required_by_load') }}

),

rotas as (

    select
        platform_id,
        min(slot_start) as first_slot,
        max(slot_start) as last_slot
    from on_duty
    where is_from_shifts
    group by platform_id

),

with_orders as (

    select distinct platform_id from demand

),

with_rides as (

    select distinct platform_id from busy

),

-- No order in a slot is none, if the platform's orders were loaded at all; no head count in it is
-- unknown, no shift in a rota is nobody.
loads as (

    select
        slots.*,
        handling.handling_minutes,
        case
            when with_orders.platform_id is not null then coalesce(demand.orders_placed, 0)
        end::integer as orders_placed,
        case
            when rotas.platform_id is null then on_duty.rider_seconds_available
            else coalesce(on_duty.rider_seconds_available, 0)
        end as rider_seconds_available,
        case
            when rotas.platform_id is null then on_duty.rider_seconds_on_shift
            else coalesce(on_duty.rider_seconds_on_shift, 0)
        end as rider_seconds_on_shift,
        case
            when rotas.platform_id is null then on_duty.rider_seconds_new
            else coalesce(on_duty.rider_seconds_new, 0)
        end as rider_seconds_new,
        case
            when rotas.platform_id is null then on_duty.rider_seconds_tenure_known
            else coalesce(on_duty.rider_seconds_tenure_known, 0)
        end as rider_seconds_tenure_known,
        case
            when rotas.platform_id is null then on_duty.rider_seconds_busy
            when with_rides.platform_id is not null then coalesce(busy.rider_seconds_busy, 0)
        end as rider_seconds_busy
    from slots
    left join demand
        on
            slots.platform_id = demand.platform_id
            and slots.region_id = demand.region_id
            and slots.slot_start = demand.slot_start
    left join on_duty
        on
            slots.platform_id = on_duty.platform_id
            and slots.region_id = on_duty.region_id
            and slots.slot_start = on_duty.slot_start
    left join busy
        on
            slots.platform_id = busy.platform_id
            and slots.region_id = busy.region_id
            and slots.slot_start = busy.slot_start
    left join handling
        on
            slots.platform_id = handling.platform_id
            and slots.region_id = handling.region_id
            and slots.business_date = handling.business_date
    left join rotas
        on
            slots.platform_id = rotas.platform_id
            and slots.slot_start between rotas.first_slot and rotas.last_slot
    left join with_orders on slots.platform_id = with_orders.platform_id
    left join with_rides on slots.platform_id = with_rides.platform_id

),

staffed as (

    select
        loads.*,
        (
            required_by_load.riders_required
            + case
                when loads.orders_placed > required_by_load.orders_placed
                    then ceil(
                        (loads.orders_placed - required_by_load.orders_per_slot_from)
                        * loads.handling_minutes / {{ var('slot_minutes') }}
                    )
                else 0
            end
        )::integer as riders_required
    from loads
    left join required_by_load
        on
            loads.handling_minutes = required_by_load.handling_minutes
            and case
                when loads.orders_placed > {{ var('staffing_table_orders') }}
                    then {{ var('staffing_table_orders') }}
                else loads.orders_placed
            end = required_by_load.orders_placed

)

select
    *,
    case
        when riders_required * {{ slot_seconds }} > rider_seconds_available
            then riders_required * {{ slot_seconds }} - rider_seconds_available
        when riders_required * {{ slot_seconds }} <= rider_seconds_available then 0
    end::bigint as rider_seconds_short
from staffed

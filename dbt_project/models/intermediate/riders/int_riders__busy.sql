{%- set slot_seconds = var('slot_minutes') * 60 -%}
with orders as (

    select * from {{ ref('int_orders__outcomes') }}

),

shifts as (

    select * from {{ ref('int_riders__shifts') }}

),

rides as (

    select
        platform_id,
        rider_id,
        assigned_at,
        delivered_at,
        max(delivered_at) over (
            partition by platform_id, rider_id
            order by assigned_at, delivered_at
            rows between unbounded preceding and 1 preceding
        ) as busy_before
    from orders
    where
        is_eligible
        and handling_seconds > 0
        and rider_id is not null

),

-- Who carries two orders at once is busy once: of each order counts what earlier ones leave.
busy_days as (

    select
        platform_id,
        rider_id,
        greatest(assigned_at, coalesce(busy_before, assigned_at)) as busy_from,
        delivered_at as busy_until,
        {{ dates_between(
            'greatest(assigned_at, coalesce(busy_before, assigned_at))::date', 'delivered_at::date'
        ) }} as busy_date
    from rides
    where coalesce(delivered_at > busy_before, true)

),

-- Found by equality on the date, and the shift's own part of it.
shift_days as (

    select
        *,
        {{ dates_between('started_at::date', 'ended_at::date') }} as shift_date
    from shifts

),

on_shift as (

    select
        shift_days.platform_id,
        shift_days.region_id,
        shift_days.offset_seconds,
        greatest(busy_days.busy_from, shift_days.started_at, shift_days.shift_date::timestamp)
            as busy_from,
        least(
            busy_days.busy_until,
            shift_days.ended_at,
            {{ dbt.dateadd('day', 1, 'shift_days.shift_date::timestamp') }}
        ) as busy_until
    from busy_days
    inner join shift_days
        on
            busy_days.platform_id = shift_days.platform_id
            and busy_days.rider_id = shift_days.rider_id
            and busy_days.busy_date = shift_days.shift_date
            and busy_days.busy_from < shift_days.ended_at
            and busy_days.busy_until > shift_days.started_at

),

slots as (

    select
        *,
        {{ slots_from(slot_floor('busy_from', 'offset_seconds'), 'busy_until') }} as slot_start
    from on_shift
    where busy_from < busy_until

)

select
    platform_id,
    region_id,
    slot_start,
    sum({{ seconds_between(
        'greatest(busy_from, slot_start)',
        'least(busy_until, ' ~ add_seconds('slot_start', slot_seconds) ~ ')'
    ) }})::bigint as rider_seconds_busy
from slots
group by 1, 2, 3

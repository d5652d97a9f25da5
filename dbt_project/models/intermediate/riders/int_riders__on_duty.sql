{%- set slot_seconds = var('slot_minutes') * 60 -%}
with rider_shifts as (

    select * from {{ ref('stg_raw__rider_shifts') }}

),

rider_supply as (

    select * from {{ ref('stg_raw__rider_supply') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- A break is spread evenly over its shift, since nobody records when it was taken.
shifts as (

    select
        rider_shifts.platform_id,
        rider_shifts.region_id,
        rider_shifts.started_at,
        least(rider_shifts.ended_at, cut_off.as_of) as ended_at,
        {{ slot_floor('rider_shifts.started_at', 'local_spans.offset_seconds') }} as first_slot,
        greatest(
            1 - coalesce(rider_shifts.break_minutes, 0) * 60
            / {{ seconds_between('rider_shifts.started_at', 'rider_shifts.ended_at') }}, 0
        ) as share_on_duty
    from rider_shifts
    cross join cut_off
    inner join local_spans
        on
            rider_shifts.region_id = local_spans.region_id
            and rider_shifts.started_at >= local_spans.starts_at
            and rider_shifts.started_at < local_spans.ends_at
    where
        rider_shifts.started_at < cut_off.as_of
        and rider_shifts.ended_at > rider_shifts.started_at

),

shift_slots as (

    select
        platform_id,
        region_id,
        started_at,
        ended_at,
        share_on_duty,
        {{ slots_from('first_slot', 'ended_at') }} as slot_start
    from shifts

),

from_shifts as (

    select
        platform_id,
        region_id,
        slot_start,
        sum(round(share_on_duty * {{ seconds_between(
            'greatest(started_at, slot_start)',
            'least(ended_at, ' ~ add_seconds('slot_start', slot_seconds) ~ ')'
        ) }}))::bigint as rider_seconds_available
    from shift_slots
    group by 1, 2, 3

),

from_head_counts as (

    select
        rider_supply.platform_id,
        rider_supply.region_id,
        {{ slot_floor('rider_supply.observed_at', 'local_spans.offset_seconds') }} as slot_start,
        round({{ slot_seconds }} * avg(rider_supply.riders_on_shift))::bigint
            as rider_seconds_available
    from rider_supply
    inner join local_spans
        on
            rider_supply.region_id = local_spans.region_id
            and rider_supply.observed_at >= local_spans.starts_at
            and rider_supply.observed_at < local_spans.ends_at
    where
        rider_supply.observed_at <= (select cut_off.as_of from cut_off)
        and rider_supply.platform_id not in (select shifts.platform_id from shifts)
    group by 1, 2, 3

)

select
    *,
    true as is_from_shifts
from from_shifts
union all
select
    *,
    false as is_from_shifts
from from_head_counts

{%- set slot_seconds = var('slot_minutes') * 60 -%}
with shifts as (

    select * from {{ ref('int_riders__shifts') }}

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

shift_slots as (

    select
        *,
        {{ slots_from(slot_floor('started_at', 'offset_seconds'), 'ended_at') }} as slot_start
    from shifts

),

worked as (

    select
        *,
        {{ seconds_between(
            'greatest(started_at, slot_start)',
            'least(ended_at, ' ~ add_seconds('slot_start', slot_seconds) ~ ')'
        ) }} as seconds_on_shift,
        round(share_on_duty * seconds_on_shift) as seconds_on_duty
    from shift_slots

),

from_shifts as (

    select
        platform_id,
        region_id,
        slot_start,
        sum(seconds_on_duty)::bigint as rider_seconds_available,
        sum(seconds_on_shift)::bigint as rider_seconds_on_shift,
        null::bigint as rider_seconds_busy,
        sum(case when is_new_rider then seconds_on_duty else 0 end)::bigint as rider_seconds_new,
        sum(case when is_new_rider is not null then seconds_on_duty else 0 end)::bigint
            as rider_seconds_tenure_known,
        true as is_from_shifts
    from worked
    group by 1, 2, 3

),

-- Whoever is busy is busy out of those counted at the same time.
from_head_counts as (

    select
        rider_supply.platform_id,
        rider_supply.region_id,
        {{ slot_floor('rider_supply.observed_at', 'local_spans.offset_seconds') }} as slot_start,
        round({{ slot_seconds }} * avg(rider_supply.riders_on_shift))::bigint
            as rider_seconds_available,
        round({{ slot_seconds }} * avg(
            case when rider_supply.riders_busy is not null then rider_supply.riders_on_shift end
        ))::bigint as rider_seconds_on_shift,
        round({{ slot_seconds }} * avg(
            case
                when rider_supply.riders_busy <= rider_supply.riders_on_shift
                    then rider_supply.riders_busy
                when rider_supply.riders_busy > rider_supply.riders_on_shift
                    then rider_supply.riders_on_shift
            end
        ))::bigint as rider_seconds_busy,
        null::bigint as rider_seconds_new,
        null::bigint as rider_seconds_tenure_known,
        false as is_from_shifts
    from rider_supply
    inner join local_spans
        on
            rider_supply.region_id = local_spans.region_id
            and {{ in_local_span('rider_supply.observed_at') }}
    where
        rider_supply.observed_at <= (select cut_off.as_of from cut_off)
        and rider_supply.platform_id not in (select shifts.platform_id from shifts)
    group by 1, 2, 3

)

select * from from_shifts
union all
select * from from_head_counts

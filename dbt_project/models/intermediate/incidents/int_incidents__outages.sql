{%- set slot_seconds = var('slot_minutes') * 60 -%}
with stretches as (

    select * from {{ ref('int_incidents__stretches') }}
    where severity = 1

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

slots as (

    select
        stretches.*,
        {{ slots_from(
            slot_floor('stretches.starts_at', 'local_spans.offset_seconds'), 'stretches.ends_at'
        ) }} as slot_start
    from stretches
    inner join local_spans
        on
            stretches.region_id = local_spans.region_id
            and {{ in_local_span('stretches.starts_at') }}

)

select
    platform_id,
    region_id,
    slot_start,
    sum({{ seconds_between(
        'greatest(starts_at, slot_start)',
        'least(ends_at, ' ~ add_seconds('slot_start', slot_seconds) ~ ')'
    ) }})::bigint as outage_seconds
from slots
group by 1, 2, 3

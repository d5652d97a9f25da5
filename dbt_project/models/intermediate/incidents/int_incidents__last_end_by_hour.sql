with stretches as (

    select * from {{ ref('int_incidents__stretches') }}
    where severity <= {{ var('delaying_severity_up_to') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

last_begun as (

    select
        stretches.platform_id,
        stretches.region_id,
        stretches.starts_at as holds_after,
        coalesce(
            lead(stretches.starts_at) over (
                partition by stretches.platform_id, stretches.region_id
                order by stretches.starts_at
            ),
            cut_off.as_of
        ) as holds_until,
        stretches.ends_at as last_end
    from stretches
    cross join cut_off

)

select
    *,
    {{ hours_touched('holds_after', add_seconds('holds_until', 1)) }} as touched_hour
from last_begun

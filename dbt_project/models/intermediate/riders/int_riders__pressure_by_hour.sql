with pressure as (

    select * from {{ ref('int_riders__pressure') }}

),

stretches as (

    select
        platform_id,
        region_id,
        pressure_class,
        observed_at as holds_from,
        least(
            lead(observed_at) over (partition by platform_id, region_id order by observed_at),
            {{ dbt.dateadd('minute', var('head_count_holds_minutes'), 'observed_at') }}
        ) as holds_until
    from pressure

)

select
    *,
    {{ hours_touched('holds_from', 'holds_until') }} as touched_hour
from stretches

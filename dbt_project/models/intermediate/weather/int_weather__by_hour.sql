with classes as (

    select * from {{ ref('int_weather__classes') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

stretches as (

    select
        classes.region_id,
        classes.weather_class,
        classes.observed_at as holds_from,
        coalesce(
            lead(classes.observed_at) over (
                partition by classes.region_id
                order by classes.observed_at
            ),
            {{ add_seconds('cut_off.as_of', 1) }}
        ) as holds_until
    from classes
    cross join cut_off
    where not classes.is_daily

)

select
    *,
    {{ hours_touched('holds_from', 'holds_until') }} as touched_hour
from stretches

with weather as (

    select * from {{ source('raw', 'weather') }}

)

select
    region_id,
    observed_at,
    interval_minutes,
    precipitation_mm,
    snowfall_cm
from weather

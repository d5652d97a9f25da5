with rider_shifts as (

    select * from {{ source('raw', 'rider_shifts') }}

)

select
    platform_id,
    shift_id,
    rider_id,
    region_id,
    started_at,
    ended_at,
    break_minutes
from rider_shifts

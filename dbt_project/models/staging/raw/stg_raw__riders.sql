with riders as (

    select * from {{ source('raw', 'riders') }}

)

select
    platform_id,
    rider_id,
    region_id,
    hired_at,
    left_at,
    employment_type
from riders

with rider_accidents as (

    select * from {{ source('raw', 'rider_accidents') }}

)

select
    platform_id,
    accident_id,
    rider_id,
    region_id,
    occurred_at,
    severity
from rider_accidents

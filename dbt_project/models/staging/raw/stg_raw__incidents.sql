with incidents as (

    select * from {{ source('raw', 'incidents') }}

)

select
    platform_id,
    incident_id,
    component,
    severity,
    region_id,
    started_at,
    detected_at,
    ended_at
from incidents

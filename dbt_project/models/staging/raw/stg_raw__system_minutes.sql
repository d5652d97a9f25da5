with system_minutes as (

    select * from {{ source('raw', 'system_minutes') }}

)

select
    platform_id,
    component,
    minute_at,
    valid_events,
    good_events,
    sync_lag_p95_ms
from system_minutes

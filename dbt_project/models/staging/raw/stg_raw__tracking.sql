with tracking as (

    select * from {{ source('raw', 'tracking') }}

)

select
    platform_id,
    order_id,
    fixed_at,
    received_at,
    off_route_m,
    trip_leg
from tracking

with zone_offsets as (

    select * from {{ source('raw', 'zone_offsets') }}

)

select
    timezone,
    valid_from,
    valid_to,
    offset_seconds
from zone_offsets

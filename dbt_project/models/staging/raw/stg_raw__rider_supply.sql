with rider_supply as (

    select * from {{ source('raw', 'rider_supply') }}

)

select
    platform_id,
    region_id,
    observed_at,
    riders_on_shift,
    riders_busy,
    orders_outstanding
from rider_supply

with regions as (

    select * from {{ source('raw', 'regions') }}

)

select
    region_id,
    name as region_name,
    region_type,
    city_tier,
    income_band,
    timezone,
    latitude,
    longitude,
    valid_from
from regions

with versions as (

    select * from {{ ref('int_regions__versions') }}

)

select
    region_id,
    region_name,
    region_type,
    city_tier::smallint as city_tier,
    income_band::smallint as income_band,
    timezone,
    latitude,
    longitude,
    valid_from,
    valid_to,
    is_current
from versions

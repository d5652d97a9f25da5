with served as (

    select * from {{ ref('int_regions__served') }}

),

versions as (

    select * from {{ ref('int_regions__versions') }}

),

zone_offsets as (

    select * from {{ ref('stg_raw__zone_offsets') }}

),

platforms as (

    select platform_id from {{ ref('stg_raw__incidents') }}
    union
    select platform_id from {{ ref('stg_raw__system_minutes') }}
    union
    select platform_id from {{ ref('stg_raw__payments') }}

),

zones as (

    select
        served.platform_id,
        min(versions.timezone) as timezone
    from served
    inner join versions on served.region_id = versions.region_id
    group by served.platform_id
    having count(distinct versions.timezone) = 1

)

select
    platforms.platform_id,
    coalesce(zone_offsets.valid_from, timestamp '{{ var("beginning_of_time") }}') as starts_at,
    coalesce(zone_offsets.valid_to, timestamp '9999-12-31') as ends_at,
    coalesce(zone_offsets.offset_seconds, 0) as offset_seconds
from platforms
left join zones on platforms.platform_id = zones.platform_id
left join zone_offsets on zones.timezone = zone_offsets.timezone

with regions as (

    select * from {{ ref('stg_raw__regions') }}

),

zone_offsets as (

    select * from {{ ref('stg_raw__zone_offsets') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- Nothing else is known of the days before the first version, so it holds for them too.
versions as (

    select
        region_id,
        region_name,
        region_type,
        city_tier,
        income_band,
        timezone,
        latitude,
        longitude,
        case
            when row_number() over by_day = 1 then date '{{ var("beginning_of_time") }}'
            else valid_from
        end as valid_from,
        lead(valid_from) over by_day as valid_to
    from regions
    window by_day as (partition by region_id order by valid_from)

)

select
    versions.*,
    versions.valid_from <= {{ add_seconds('cut_off.as_of', 'zone_offsets.offset_seconds') }}::date
    and coalesce(
        versions.valid_to
        > {{ add_seconds('cut_off.as_of', 'zone_offsets.offset_seconds') }}::date,
        true
    ) as is_current
from versions
cross join cut_off
inner join zone_offsets
    on
        versions.timezone = zone_offsets.timezone
        and cut_off.as_of >= zone_offsets.valid_from
        and cut_off.as_of < zone_offsets.valid_to

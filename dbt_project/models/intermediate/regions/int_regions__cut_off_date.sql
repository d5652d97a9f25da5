with cut_off as (

    select as_of from {{ ref('stg_raw__cut_off') }}

),

zones as (

    select distinct timezone from {{ ref('int_regions__versions') }}

),

zone_offsets as (

    select * from {{ ref('stg_raw__zone_offsets') }}

),

offsets as (

    select
        cut_off.as_of,
        zone_offsets.offset_seconds
    from cut_off
    left join zone_offsets
        on
            cut_off.as_of >= zone_offsets.valid_from
            and cut_off.as_of < zone_offsets.valid_to
            and zone_offsets.timezone in (select zones.timezone from zones)

)

select
    min({{ add_seconds('as_of', 'coalesce(offset_seconds, 0)') }}::date) as cut_off_date,
    min(coalesce(offset_seconds, 0)) as offset_seconds
from offsets

-- Every join of an instant with its region goes through here, as an equality on the region and a
-- range of time. Few spans a region keep it cheap, so those outside the run's times are left out.
with versions as (

    select * from {{ ref('int_regions__versions') }}

),

zone_offsets as (

    select * from {{ ref('stg_raw__zone_offsets') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

instants as (

    select min(placed_at) as first_at from {{ ref('stg_raw__orders') }}
    union all
    select min(received_at) as first_at from {{ ref('stg_raw__complaints') }}
    union all
    select min(started_at) as first_at from {{ ref('stg_raw__rider_shifts') }}
    union all
    select min(observed_at) as first_at from {{ ref('stg_raw__rider_supply') }}
    union all
    select min(observed_at) as first_at from {{ ref('stg_raw__weather') }}
    union all
    select min(sent_at) as first_at from {{ ref('stg_raw__surveys') }}
    union all
    select min(occurred_at) as first_at from {{ ref('stg_raw__rider_accidents') }}
    union all
    select min(started_at) as first_at from {{ ref('stg_raw__incidents') }}

),

-- A version starts at the first instant whose local time is its first midnight or later.
version_starts as (

    select
        versions.region_id,
        versions.valid_from,
        min(greatest(
            zone_offsets.valid_from,
            {{ add_seconds('versions.valid_from::timestamp', '-zone_offsets.offset_seconds') }}
        )) as starts_at
    from versions
    inner join zone_offsets
        on
            versions.timezone = zone_offsets.timezone
            and {{ add_seconds('versions.valid_from::timestamp', '-zone_offsets.offset_seconds') }}
            < zone_offsets.valid_to
    group by versions.region_id, versions.valid_from

),

version_ranges as (

    select
        region_id,
        valid_from,
        starts_at,
        coalesce(
            lead(starts_at) over (partition by region_id order by starts_at),
            timestamp '9999-12-31'
        ) as ends_at
    from version_starts

)

select
    versions.region_id,
    versions.region_type,
    versions.city_tier,
    versions.income_band,
    greatest(version_ranges.starts_at, zone_offsets.valid_from) as starts_at,
    least(version_ranges.ends_at, zone_offsets.valid_to) as ends_at,
    zone_offsets.offset_seconds
from versions
inner join version_ranges
    on
        versions.region_id = version_ranges.region_id
        and versions.valid_from = version_ranges.valid_from
inner join zone_offsets
    on
        versions.timezone = zone_offsets.timezone
        and version_ranges.starts_at < zone_offsets.valid_to
        and version_ranges.ends_at > zone_offsets.valid_from
where
    zone_offsets.valid_from <= (select cut_off.as_of from cut_off)
    and zone_offsets.valid_to > (select min(instants.first_at) from instants)
    and version_ranges.starts_at <= (select cut_off.as_of from cut_off)
    and version_ranges.ends_at > (select min(instants.first_at) from instants)

-- The city's regions, one of which counts as another type from the middle of the period on.

create table entity.regions as
select
    region_id,
    name,
    '云州市（模拟） Yunzhou (simulated)' as city,
    '模拟省 Simulated Province' as province,
    'ZZ' as country,
    region_type,
    city_tier,
    income_band,
    'Asia/Shanghai' as timezone,
    latitude,
    longitude,
    population,
    date '2020-01-01' as valid_from,
from world.region
union all by name
select
    region_id,
    name,
    '云州市（模拟） Yunzhou (simulated)' as city,
    '模拟省 Simulated Province' as province,
    'ZZ' as country,
    later_region_type as region_type,
    city_tier,
    income_band,
    'Asia/Shanghai' as timezone,
    latitude,
    longitude,
    population,
    getvariable('middle_day') as valid_from,
from world.region
where later_region_type <> region_type;

create table world.region_hours as
select
    region.region_id,
    region.region_number,
    case
        when hour.local_hour_start < getvariable('middle_day') then region.region_type
        else region.later_region_type
    end as region_type,
    utc(hour.local_hour_start) as hour_start,
    hour.local_hour_start::date as local_date,
    hour(hour.local_hour_start) as local_hour,
    -- Numbers a region's hour for draws of its own.
    region.region_number * 1000000 + hour.hour_number as region_hour,
from world.region
cross join (
    select
        range as hour_number,
        first_day()::timestamp + to_hours(range) as local_hour_start,
    from range(getvariable('days') * 24)
) as hour;

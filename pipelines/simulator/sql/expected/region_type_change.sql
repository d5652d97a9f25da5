-- Regions that become another type in the middle of the period.
select
    region_id,
    region_type,
    later_region_type,
    strftime(getvariable('middle_day'), '%Y-%m-%d') as valid_from,
from world.region
where later_region_type <> region_type
order by region_id

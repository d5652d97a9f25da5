-- Accidents of riders on duty, more of them in the wet.

create table entity.rider_accidents as
select
    'sim' as platform_id,
    format('A{:09d}-{}', seat_number, strftime(local_time(hour_start), '%Y%m%d%H')) as accident_id,
    rider_id,
    region_id,
    later(
        hour_start, floor(3600 * uniform('accident second', region_hour * 100000 + place))
    ) as occurred_at,
    pick(
        shares().accident_severity, uniform('accident severity', region_hour * 100000 + place)
    )::integer as severity,
from world.duty
where
    uniform('accident', region_hour * 100000 + place)
    < truth().levels.riders.accidents_per_hour
    * case weather_class when 'dry' then 1 else 1 + truth().effects.rain.accident_rate_change end;

-- Hourly weather in wet spells that cross the whole city, an hour sooner here and later there.

create table world.spells as
select
    range as spell,
    later(
        utc(first_day()::timestamp) + to_hours(8 * range),
        8 * 3600 * uniform('spell start', range)
    ) as started_at,
    1 + exponential(truth().levels.weather.mean_spell_hours - 1, 'spell hours', range) as hours,
    truth().levels.weather.median_mm_per_hour * exp(normal('spell mm', range)) as mm_per_hour,
-- One may begin in every third of a day.
from range(getvariable('days') * 3)
where uniform('spell', range) < truth().levels.weather.spells_per_day / 3;

create table world.wet_hours as
with local_spells as (

    select
        region.region_id,
        spells.spell,
        spells.hours,
        spells.mm_per_hour,
        later_hours(
            spells.started_at, normal('spell shift', spell * 97 + region_number)
        ) as started_at,
    from world.spells
    cross join world.region
    where uniform('spell hits', spell * 97 + region_number) < 0.85

)

select
    region_hours.region_id,
    region_hours.hour_start,
    max(
        local_spells.mm_per_hour * (0.5 + uniform('hour mm', region_hour * 97 + spell))
    ) as mm,
from world.region_hours
inner join local_spells
    on region_hours.region_id = local_spells.region_id
    and region_hours.hour_start >= local_spells.started_at
    and region_hours.hour_start <= later_hours(local_spells.started_at, local_spells.hours)
group by all;

create table world.weather as
with temperatures as (

    select
        region_id,
        hour_start,
        region_hour,
        round(
            16
            + 11 * sin(2 * pi() * (dayofyear(local_date) - 105) / 365)
            + 4 * sin(2 * pi() * (local_hour - 9) / 24)
            + 2.5 * normal('day temperature', datediff('day', first_day(), local_date))
            - case region_type when 'rural' then 2 else 0 end,
            1
        ) as temperature_c,
    from world.region_hours

),

precipitation as (

    select
        temperatures.*,
        coalesce(round(wet_hours.mm, 1), 0) as precipitation_mm,
    from temperatures
    left join world.wet_hours using (region_id, hour_start)

)

select
    *,
    case when temperature_c <= 0.5 then precipitation_mm else 0 end as snowfall_cm,
    case
        when precipitation_mm = 0 then 'dry'
        when temperature_c <= 0.5 then 'snow'
        when precipitation_mm >= 5 then 'heavy_rain'
        else 'light_rain'
    end as weather_class,
from precipitation;

create table entity.weather as
select
    region_id,
    hour_start as observed_at,
    60 as interval_minutes,
    temperature_c,
    precipitation_mm,
    snowfall_cm,
    round(lognormal(10, 0.5, 'wind', region_hour), 1) as wind_speed_kmh,
    case weather_class
        when 'snow' then 71
        when 'heavy_rain' then 65
        when 'light_rain' then 61
        else 3
    end as weather_code,
from world.weather;

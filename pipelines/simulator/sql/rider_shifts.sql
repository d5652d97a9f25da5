-- Shifts: the hours in a row that a rider fills a place.

-- Who sits in which place of which hour: places rotate over the seats from day to day.
create table world.duty as
with places as (

    select
        staffing.*,
        unnest(range(staffing.riders_on_shift)) as place,
    from world.staffing

)

select
    places.region_id,
    places.region_hour,
    places.hour_start,
    places.local_date,
    places.local_hour,
    places.weather_class,
    places.turn,
    places.place,
    people.rider_id,
    people.seat_number,
from places
inner join world.rosters using (region_id, turn)
inner join world.people
    on people.seat_number
    = places.region_number * 10000000 + places.turn * 1000000
    + (places.place + 7 * datediff('day', first_day(), places.local_date)) % rosters.seats
    and places.local_date >= people.from_date
    and places.local_date < people.until_date;

create table entity.rider_shifts as
with runs as (

    select
        *,
        -- The same for hours that follow each other.
        local_hour - row_number() over (
            partition by rider_id, local_date order by local_hour
        ) as run,
    from world.duty

),

shifts as (

    select
        rider_id,
        region_id,
        local_date,
        run,
        min(hour_start) as started_at,
        max(hour_start) + interval 1 hour as ended_at,
    from runs
    group by all

)

select
    'sim' as platform_id,
    format('{}-{}', rider_id, strftime(local_time(started_at), '%Y%m%d%H')) as shift_id,
    rider_id,
    region_id,
    started_at,
    ended_at,
    case
        when ended_at - started_at >= interval 5 hour then truth().levels.riders.break_minutes
        else 0
    end::double as break_minutes,
from shifts;

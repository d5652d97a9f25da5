-- Riders: an hour has places to fill, a seat of the roster fills a place, and one rider after
-- another holds a seat.

-- A third more seats than places: everybody has days off.
create table world.rosters as
select
    region_id,
    region_number,
    turn,
    ceil(1.3 * max(riders_on_shift))::integer as seats,
from world.staffing
group by all;

create table world.people as
with seats as (

    select
        region_id,
        region_number * 10000000 + turn * 1000000 + seat as seat_number,
    from world.rosters
    cross join lateral (select unnest(range(seats)) as seat)

),

leaving as (

    select
        *,
        -- Where nobody leaves, the day is infinitely far.
        first_day() + ceil(least(
            9999, exponential(1 / truth().levels.riders.leaving_per_day, 'leaving', seat_number)
        ))::integer as leaves_on,
    from seats

)

select
    region_id,
    seat_number,
    format('R{:09d}A', seat_number) as rider_id,
    date '2000-01-01' as from_date,
    leaves_on as until_date,
    first_day() - ceil(
        exponential(240, 'experience', seat_number)
    )::integer as hired_on,
from leaving
union all by name
select
    region_id,
    seat_number,
    format('R{:09d}B', seat_number) as rider_id,
    leaves_on as from_date,
    date '9999-01-01' as until_date,
    leaves_on as hired_on,
from leaving
where leaves_on < first_day() + getvariable('days')::integer;

create table entity.riders as
select
    'sim' as platform_id,
    rider_id,
    region_id,
    utc(hired_on::timestamp) as hired_at,
    known(utc(until_date::timestamp)) as left_at,
    case
        when uniform('employment', seat_number) < 0.35 then 'employed'
        else 'crowdsourced'
    end as employment_type,
from world.people;

-- Failures of the platform's systems, and the minutes and regions they touched.

create table world.incidents as
with candidates as (

    select
        range as incident,
        first_day() + (range // 10)::integer as local_date,
        uniform('incident peak', range) < truth().levels.incidents.peak_share as is_at_peak,
        uniform('incident minute', range) as within,
    from range(getvariable('days') * 10)
    where uniform('incident', range) < truth().levels.incidents.per_day / 10

),

begun as (

    select
        incident,
        -- The peak is two hours from 11 h and three from 17 h.
        utc(local_date::timestamp + to_minutes(floor(case
            when not is_at_peak then 1440 * within
            when within < 0.4 then 660 + 300 * within
            else 900 + 300 * within
        end)::bigint)) as started_at,
        pick(shares().component, uniform('component', incident)) as component,
        pick(
            shares().incident_severity, uniform('incident severity', incident)
        )::integer as severity,
        case when uniform('everywhere', incident) >= truth().levels.incidents.everywhere_share
            then 1 + floor(
                uniform('incident region', incident) * (select count(*) from world.region)
            )::integer
        end as region_number,
    from candidates

)

select
    begun.*,
    region.region_id,
    later(
        started_at, ceil(60 * exponential(
            truth().levels.incidents.mean_minutes, 'incident minutes', incident
        ))
    ) as ended_at,
    least(ended_at, later(
        started_at, 60 * exponential(
            truth().levels.incidents.mean_minutes_to_detect, 'detection', incident
        )
    )) as detected_at,
from begun
left join world.region using (region_number);

create table entity.incidents as
select
    'sim' as platform_id,
    format('I{:06d}', incident) as incident_id,
    component,
    severity,
    region_id,
    started_at,
    known(detected_at) as detected_at,
    known(ended_at) as ended_at,
from world.incidents
where started_at <= as_of();

-- The gravest severity that a region's orders of that minute met.
create table world.incident_minutes as
with minutes as (

    select
        incidents.region_id,
        incidents.severity,
        unnest(range(
            date_trunc('minute', incidents.started_at), incidents.ended_at, interval 1 minute
        )) as minute_at,
    from world.incidents

)

select
    region.region_id,
    minutes.minute_at,
    min(minutes.severity) as severity,
from minutes
inner join world.region on region.region_id = coalesce(minutes.region_id, region.region_id)
group by all;

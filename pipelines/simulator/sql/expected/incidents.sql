-- Incidents, and the late deliveries among the orders placed in one, with its effect and without.
with touched as (

    select
        incident_severity as severity,
        count(*) as orders_touched,
        count(*) filter (where lateness_seconds > 0) as late,
        count(*) filter (where lateness_seconds - incident_seconds > 0) as late_without_incident,
    from world.deliveries
    where incident_severity is not null
    group by all

)

select
    incidents.severity,
    count(*) as incidents,
    count(*) filter (
        where hour(local_time(started_at)) in (11, 12, 17, 18, 19)
    ) as begun_at_peak,
    sum(datediff('second', started_at, least(ended_at, as_of())))::bigint // 60 as minutes,
    any_value(orders_touched) as delivered_orders_touched,
    any_value(late) as late,
    any_value(late_without_incident) as late_without_incident,
from world.incidents
left join touched using (severity)
group by all
order by severity

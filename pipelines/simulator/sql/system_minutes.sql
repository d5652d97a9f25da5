-- How many requests each component had in each minute, and how many it served well.

create table entity.system_minutes as
with minutes as (

    select
        member as component,
        row_number() over (order by member) as component_number,
    from unnest(shares().component.members) as components (member)

),

components as (

    select
        minutes.component,
        utc(first_day()::timestamp) + to_minutes(range) as minute_at,
        minutes.component_number * 10000000 + range as minute_number,
    from minutes
    cross join range(getvariable('days') * 1440)

),

failing as (

    select
        component,
        minute_at,
        max(case severity when 1 then 0.9 when 2 then 0.4 when 3 then 0.1 else 0.02 end)
            as failing_share,
    from (
        select
            component,
            severity,
            unnest(range(
                date_trunc('minute', started_at), ended_at, interval 1 minute
            )) as minute_at,
        from world.incidents
    ) as failing_minutes
    group by all

),

busy as (

    select
        hour_start,
        -- Exact, whatever the order of summation.
        sum(expected_orders::decimal(18, 6))::double / 60 as orders_per_minute,
    from world.demand
    group by all

)

select
    'sim' as platform_id,
    components.component,
    components.minute_at,
    50 + floor(
        20 * orders_per_minute * (0.8 + 0.4 * uniform('requests', minute_number))
    )::bigint as valid_events,
    floor(
        valid_events
        * (1 - coalesce(failing_share, 0))
        * (1 - 0.002 * uniform('failures', minute_number))
    )::bigint as good_events,
    round(
        lognormal(80, 0.3, 'lag', minute_number) * (1 + 20 * coalesce(failing_share, 0)), 1
    ) as sync_lag_p95_ms,
from components
inner join busy on busy.hour_start = date_trunc('hour', components.minute_at)
left join failing using (component, minute_at);

-- Head counts and orders under way, every quarter of an hour.
create table entity.rider_supply as
with ticks as (

    select
        region_id,
        riders_on_shift,
        unnest(range(
            hour_start, hour_start + interval 1 hour, interval 15 minute
        )) as observed_at,
    from world.staffing

),

turning_points as (

    select
        region_id,
        unnest([
            least(later(placed_at, 60 * lead_minutes), stopped_at),
            stopped_at,
            least(assigned_at, stopped_at),
            stopped_at,
        ]) as moment,
        unnest([1, -1, 0, 0]) as orders,
        unnest([0, 0, 1, -1]) as riders,
    from world.fates

),

changes as (

    select
        region_id,
        time_bucket(interval 15 minute, moment - interval 1 second) + interval 15 minute
            as observed_at,
        sum(orders)::bigint as orders,
        sum(riders)::bigint as riders,
    from turning_points
    group by all

),

running as (

    select
        ticks.*,
        sum(coalesce(changes.orders, 0)) over following as orders_outstanding,
        sum(coalesce(changes.riders, 0)) over following as riders_at_work,
    from ticks
    left join changes using (region_id, observed_at)
    window following as (partition by region_id order by observed_at)

)

select
    'sim' as platform_id,
    region_id,
    observed_at,
    riders_on_shift,
    greatest(0, least(riders_on_shift, riders_at_work)) as riders_busy,
    greatest(0, orders_outstanding) as orders_outstanding,
from running;

-- Position reports of a sample of the deliveries, without the positions.

create table entity.tracking as
with trips as (

    select
        order_number,
        order_id,
        arrived_customer_at,
        picked_up_at,
        uniform('astray', order_number) < truth().levels.tracking.off_route_share as is_astray,
        unnest(range(
            assigned_at,
            least(delivered_at, as_of()),
            to_seconds(truth().levels.tracking.seconds_between_fixes::bigint)
        )) as fixed_at,
    from world.fates
    where
        fate = 'delivered'
        and uniform('tracked', order_number) < truth().levels.tracking.tracked_share

),

numbered as (

    select
        *,
        order_number * 1000 + row_number() over (
            partition by order_number order by fixed_at
        ) as fix_number,
    from trips

),

fixes as (

    select
        *,
        later(fixed_at, 1 + floor(exponential(8, 'delay', fix_number))) as received_at,
    from numbered
    -- One in twenty-five never arrives.
    where uniform('silent', fix_number) >= 0.04

)

select
    'sim' as platform_id,
    order_id,
    fixed_at,
    received_at,
    round(
        exponential(25, 'off route', fix_number)
        + case when is_astray and fixed_at >= picked_up_at then 250 else 0 end,
        1
    ) as off_route_m,
    case
        when fixed_at < picked_up_at then 'to_merchant'
        when fixed_at < arrived_customer_at then 'to_customer'
        else 'hand_over'
    end as trip_leg,
from fixes
where received_at <= as_of();

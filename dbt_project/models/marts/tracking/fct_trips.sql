with fixes as (

    select * from {{ ref('int_tracking__fixes') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where picked_up_at <= delivered_at

),

-- A fix holds until the next one, as far as that lies between pick-up and delivery.
stretches as (

    select
        orders.platform_id,
        orders.order_id,
        orders.picked_up_at,
        orders.delivered_at,
        fixes.fixed_at,
        fixes.off_route_m,
        greatest(fixes.fixed_at, orders.picked_up_at) as holds_from,
        least(fixes.next_fixed_at, orders.delivered_at) as holds_until,
        greatest(
            {{ add_seconds('fixes.fixed_at', var('position_stale_after_seconds')) }},
            orders.picked_up_at
        ) as stale_from,
        fixes.fixed_at between orders.picked_up_at and orders.delivered_at as is_in_transit,
        fixes.next_fixed_at <= orders.delivered_at
        and fixes.off_route_m > {{ var('off_route_beyond_m') }}
        and fixes.next_off_route_m > {{ var('off_route_beyond_m') }} as is_off_route_twice
    from fixes
    inner join orders
        on
            fixes.platform_id = orders.platform_id
            and fixes.order_id = orders.order_id

),

trips as (

    select
        platform_id,
        order_id,
        picked_up_at,
        delivered_at,
        least(min(fixed_at), delivered_at) as first_known_at,
        count(*) filter (where is_in_transit) as fixes,
        sum(greatest({{ seconds_between('stale_from', 'holds_until') }}, 0)) as stale_seconds,
        max({{ seconds_between('holds_from', 'holds_until') }}) as longest_hold_seconds,
        count(*) filter (
            where holds_until
            > {{ add_seconds('holds_from', var('trip_silent_after_seconds')) }}
        ) as silences,
        count(*) filter (where is_in_transit and off_route_m is not null) as placed_fixes,
        count(*) filter (where is_in_transit and is_off_route_twice) as off_route_pairs
    from stretches
    group by platform_id, order_id, picked_up_at, delivered_at

)

-- Until the first fix nobody knows where the order is, however short that is.
select
    orders.platform_id,
    orders.order_id,
    orders.region_id,

    orders.business_date,
    orders.region_type,
    orders.city_tier,
    orders.income_band,
    orders.service_type,
    orders.value_tier,
    orders.hour_of_day,
    orders.weather_class,
    orders.is_closed_eligible as is_counted,

    trips.fixes,
    {{ seconds_between('trips.picked_up_at', 'trips.delivered_at') }} as transit_seconds,
    (
        trips.stale_seconds
        + greatest({{ seconds_between('trips.picked_up_at', 'trips.first_known_at') }}, 0)
    )::bigint as stale_seconds,
    greatest(
        trips.longest_hold_seconds,
        {{ seconds_between('trips.picked_up_at', 'trips.first_known_at') }}
    ) as longest_gap_seconds,
    trips.silences > 0
    or trips.first_known_at
    > {{ add_seconds('trips.picked_up_at', var('trip_silent_after_seconds')) }} as is_silent,
    case when trips.placed_fixes > 0 then trips.off_route_pairs > 0 end as is_off_route
from trips
inner join orders
    on
        trips.platform_id = orders.platform_id
        and trips.order_id = orders.order_id

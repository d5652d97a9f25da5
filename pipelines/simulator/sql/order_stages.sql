-- How long each stage of an order takes, and how many seconds of it each planted effect adds.

create macro mean_minutes() as truth().levels.stage_minutes;

create table world.stages as
with surroundings as (

    select
        placed.*,
        format('S{:010d}', order_number) as order_id,
        incident_minutes.severity as incident_severity,
        staffing.share_missing,
        staffing.riders_on_shift,
        staffing.turn,
        least(15, lognormal(
            truth().levels.order.median_distance_km * exp(0.125), 0.5, 'distance', order_number
        )) as distance_km,
        uniform('test', order_number) < truth().levels.demand.test_order_share as is_test,
        uniform('scheduled', order_number) < truth().levels.demand.scheduled_share as is_scheduled,
        placed.local_date >= getvariable('padding_day') as is_padded,
    from world.placed
    inner join world.staffing using (region_id, hour_start)
    left join world.incident_minutes
        on incident_minutes.region_id = placed.region_id
        and incident_minutes.minute_at = date_trunc('minute', placed.placed_at)

),

minutes as (

    select
        *,
        case
            when is_scheduled then 60 + floor(180 * uniform('lead', order_number))
            else 0
        end as lead_minutes,
        exponential(mean_minutes().accept, 'accept', order_number) as accept,
        exponential(mean_minutes().dispatch, 'dispatch', order_number) as dispatch,
        lognormal(mean_minutes().ride_to_merchant, 0.35, 'ride to merchant', order_number)
            as ride_to_merchant,
        lognormal(mean_minutes().wait_at_merchant, 0.55, 'wait', order_number) as wait_at_merchant,
        lognormal(
            distance_km * mean_minutes().ride_to_customer_per_km, 0.18, 'ride', order_number
        ) as ride_to_customer,
        lognormal(mean_minutes().hand_over, 0.6, 'hand over', order_number) as hand_over,
        case
            when uniform('mishap', order_number) < truth().levels.mishaps.share
                then exponential(truth().levels.mishaps.mean_minutes, 'mishap time', order_number)
            else 0
        end as mishap,
        case
            when uniform('mishap where', order_number) < truth().levels.mishaps.at_merchant_share
                then mishap
            else 0
        end as mishap_at_merchant,
        -- Effects vary from half to one and a half of their mean.
        (0.5 + uniform('rain', order_number)) * case weather_class
            when 'light_rain' then truth().effects.rain.light_rain_minutes
            when 'heavy_rain' then truth().effects.rain.heavy_rain_minutes
            when 'snow' then truth().effects.rain.snow_minutes
            else 0
        end as rain,
        (0.5 + uniform('failing', order_number)) * case incident_severity
            when 1 then truth().effects.incidents.severity_1_minutes
            when 2 then truth().effects.incidents.severity_2_minutes
            else 0
        end as incident,
        (0.5 + uniform('short', order_number)) * 10 * share_missing
        * truth().effects.rider_shortage.minutes_per_tenth_missing as shortage,
        -- The same for all orders of a region's day.
        exponential(
            truth().effects.day_to_day.slow_minutes, 'slow day', region_day(surroundings)
        ) as slowness,
        case when is_padded then truth().effects.promise_padding.minutes else 0 end as padding,
    from surroundings

)

select
    * exclude (
        accept, dispatch, ride_to_merchant, wait_at_merchant, ride_to_customer,
        hand_over, mishap, mishap_at_merchant, rain, incident, shortage, slowness, padding
    ),
    1 + (60 * accept)::integer as accept_seconds,
    (60 * dispatch)::integer as dispatch_seconds,
    (60 * ride_to_merchant)::integer as ride_to_merchant_seconds,
    (60 * (wait_at_merchant + mishap_at_merchant))::integer as wait_at_merchant_seconds,
    (60 * ride_to_customer)::integer as ride_to_customer_seconds,
    (60 * (hand_over + mishap - mishap_at_merchant))::integer as hand_over_seconds,
    (60 * rain)::integer as rain_seconds,
    (60 * incident)::integer as incident_seconds,
    (60 * shortage)::integer as shortage_seconds,
    (60 * slowness)::integer as slow_seconds,
    (60 * padding)::integer as padding_seconds,
    -- What the platform expects of the order, in whole minutes, and some slack.
    60 * ceil(
        lead_minutes
        + mean_minutes().accept
        + mean_minutes().dispatch
        + mean_minutes().ride_to_merchant
        + mean_minutes().wait_at_merchant
        + mean_minutes().ride_to_customer_per_km * distance_km
        + mean_minutes().hand_over
        + truth().levels.promise.slack_minutes
    )::integer + padding_seconds as promise_seconds,
from minutes;

-- The instants of each stage if nothing stops the order, and of its promise.
create table world.rides as
select
    stages.*,
    people.rider_id,
    later(placed_at, promise_seconds) as promised_at,
    later(placed_at, accept_seconds) as accepted_at,
    later(
        accepted_at,
        60 * lead_minutes + dispatch_seconds + incident_seconds + shortage_seconds + slow_seconds
    ) as assigned_at,
    -- Rain falls on both rides, a third of it on the shorter one.
    later(assigned_at, ride_to_merchant_seconds + rain_seconds // 3) as arrived_merchant_at,
    later(arrived_merchant_at, wait_at_merchant_seconds) as picked_up_at,
    later(arrived_merchant_at, 0.8 * wait_at_merchant_seconds) as ready_at,
    later(picked_up_at, ride_to_customer_seconds + rain_seconds - rain_seconds // 3)
        as arrived_customer_at,
    later(arrived_customer_at, hand_over_seconds) as delivered_at,
    datediff('second', promised_at, delivered_at) as lateness_seconds,
from world.stages
inner join world.rosters using (region_id, turn)
inner join world.people
    on people.seat_number
    = stages.region_number * 10000000 + stages.turn * 1000000
    + (
        floor(uniform('rider', order_number) * riders_on_shift)::integer
        + 7 * datediff('day', first_day(), stages.local_date)
    ) % rosters.seats
    and stages.local_date >= people.from_date
    and stages.local_date < people.until_date;

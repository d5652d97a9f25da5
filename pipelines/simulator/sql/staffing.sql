-- How many riders are on duty in each hour: what Erlang C asks for the expected orders and some
-- slack, less those who are missing.

create table world.riders_by_orders as
with counts as (

    select range as orders_per_slot
    from range(getvariable('orders') + 1)

),

steps as (

    select
        orders_per_slot_from,
        riders_required,
    from world.erlang_c_riders
    where handling_minutes = getvariable('handling_minutes')

)

select
    counts.orders_per_slot,
    steps.riders_required + case
        -- Past the end of the table the load alone counts.
        when counts.orders_per_slot > (select max(orders_per_slot_from) from world.erlang_c_riders)
            then ceil(
                (counts.orders_per_slot - steps.orders_per_slot_from)
                * getvariable('handling_minutes') / 30.0
            )
        else 0
    end::integer as riders_required,
from counts
asof join steps on counts.orders_per_slot >= steps.orders_per_slot_from;

create table world.staffing as
with missing as (

    select
        region_hours.region_hour,
        max(rider_shortage.share_missing) as share_missing,
    from world.region_hours
    inner join world.rider_shortage
        on rider_shortage.region_id = region_hours.region_id
        and region_hours.local_hour >= rider_shortage.from_hour
        and region_hours.local_hour < rider_shortage.to_hour
    group by all

),

loads as (

    select
        demand.*,
        coalesce(missing.share_missing, 0) as share_missing,
        -- Orders of the half hour, as the staffing table counts them.
        greatest(1, ceil(expected_orders / 2))::bigint as orders_per_slot,
    from world.demand
    left join missing using (region_hour)

)

select
    region_id,
    region_number,
    region_hour,
    hour_start,
    local_date,
    local_hour,
    weather_class,
    share_missing,
    local_hour // 8 as turn,
    greatest(1, round(
        riders_required
        * (1 + truth().levels.riders.slack)
        * (1 - share_missing)
        * case weather_class when 'dry' then 1 else 1 + truth().effects.rain.riders_change end
    ))::integer as riders_on_shift,
from loads
inner join world.riders_by_orders using (orders_per_slot);

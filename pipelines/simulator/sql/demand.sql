-- How the orders spread over region and hour, and the orders placed. Weights are whole numbers:
-- running sums of fractions would depend on the threads.

create table world.demand as
with weights as (

    select
        region_hours.*,
        weather_class,
        (
            1e6
            * region.demand_share
            * truth().levels.demand.hour_weights[local_hour + 1]
            * truth().levels.demand.weekday_weights[isodow(local_date)]
        )::bigint as dry_weight,
        (
            dry_weight * case weather_class
                when 'dry' then 1
                else 1 + truth().effects.rain.demand_change
            end
        )::bigint as weight,
    from world.region_hours
    inner join world.region using (region_id)
    inner join world.weather using (region_id, hour_start)

)

select
    * exclude (dry_weight),
    getvariable('orders') * dry_weight / sum(dry_weight) over ()::double as expected_orders,
    sum(weight) over (order by hour_start, region_number) - weight as from_weight,
from weights;

create table world.placed as
with draws as (

    select
        range as draw,
        floor(
            uniform('cell', range) * (select sum(weight) from world.demand)
        )::bigint as at_weight,
    from range(getvariable('orders'))

),

placed as (

    select
        draws.draw,
        demand.region_id,
        demand.region_number,
        demand.region_type,
        demand.hour_start,
        demand.local_date,
        demand.local_hour,
        demand.weather_class,
        later(demand.hour_start, floor(3600 * uniform('second', draw))) as placed_at,
    from draws
    asof join world.demand on draws.at_weight >= demand.from_weight

)

select
    * exclude (draw),
    row_number() over (order by placed_at, draw) as order_number,
from placed;

-- 各时段每名骑手手里有几单
-- Orders in the hands of a rider, by hour
select
    hour_of_day,
    sum(orders_waiting) / nullif(sum(riders), 0) as orders_per_rider,
    count(*) as readings
from marts.fct_pressure_readings
group by hour_of_day
order by hour_of_day

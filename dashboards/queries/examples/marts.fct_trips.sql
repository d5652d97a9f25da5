-- 有多少行程失联或偏航
-- Trips that fell silent or left the route
select
    business_date,
    count(*) as trips,
    count(*) filter (where is_silent) as silent_trips,
    count(*) filter (where is_off_route) as off_route_trips
from marts.fct_trips
where is_counted
group by business_date
order by business_date

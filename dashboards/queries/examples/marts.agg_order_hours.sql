-- 每天的准时率，由计数相除
-- On-time rate of each day, from counts
select
    business_date,
    sum(orders) as orders,
    sum(on_time) / nullif(sum(promised), 0) as on_time_rate  -- counts divided, never rates averaged
from marts.agg_order_hours
group by business_date
order by business_date

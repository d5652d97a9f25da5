-- 承诺再宽几分钟，会有多少单准时
-- How many more orders would be on time if promises were longer
select
    lateness_minute as minutes_later,
    sum(sum(delivered_orders)) over (order by lateness_minute)
    / (select sum(promised) from marts.agg_order_hours) as on_time_rate
from marts.agg_lateness
group by lateness_minute
order by lateness_minute

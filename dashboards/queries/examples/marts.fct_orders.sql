-- 一周里各时段的准时率
-- On-time rate by day of the week and hour
select
    isodow(business_date) as day_of_week,  -- 1 is Monday
    hour_of_day,
    count(*) as orders,
    -- Counts divided, never rates averaged; cancelled and lost orders are in the denominator.
    count(*) filter (where is_on_time) / count(*) as on_time_rate
from marts.fct_orders
where is_closed_eligible and promised_at is not null
group by day_of_week, hour_of_day
order by day_of_week, hour_of_day

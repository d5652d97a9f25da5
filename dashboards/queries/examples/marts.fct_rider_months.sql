-- 每月流失多少骑手
-- Riders who left, month by month
select
    business_date as month_start,
    count(*) as riders,
    count(*) filter (where is_churned) as riders_who_left
from marts.fct_rider_months
group by month_start
order by month_start

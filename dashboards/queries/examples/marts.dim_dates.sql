-- 每周有几个工作日
-- Working days of each week
select
    week_start,
    count(*) filter (where day_of_week between 1 and 5) as working_days,
    count(*) as days  -- under 7 at both ends of the data
from marts.dim_dates
group by week_start
order by week_start

-- 骑手有多少，入职不满30天的占多少
-- Riders of each region, and how many joined in their last 30 days
select
    region_id,
    count(*) as riders,
    count(*) filter (where last_shift_at - hired_at < interval 30 day) as new_riders
from marts.dim_riders
group by region_id
order by region_id

-- 各地区每半小时缺多少骑手
-- Riders missing, by region and half hour
select
    region_id,
    local_slot,  -- 0 is midnight, 24 is noon
    avg(riders_required) as riders_required,
    avg(riders_available) as riders_available,
    avg(gap_riders) as gap_riders  -- the mean of the gaps, not the gap of the means
from marts.fct_rider_slots
where riders_available is not null
group by region_id, local_slot
order by region_id, local_slot

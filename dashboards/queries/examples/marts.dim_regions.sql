-- 现在有哪些地区，各属哪一类
-- The regions as they are now, by type
select region_type, region_id, region_name, city_tier, income_band
from marts.dim_regions
where is_current  -- without it, a region that changed has a row for each version
order by region_type, region_id

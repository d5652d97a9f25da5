-- 各地区准时率，带区间
-- On-time rate of each region, with its interval
select member as region_id, value, ci_low, ci_high, n, is_mature
from metrics.metric_values
where metric_id = 'on_time_rate' and cut = 'region' and period_grain = 'all' and platform_id = 'all'
order by region_id

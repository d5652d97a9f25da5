-- 投诉发出后多少小时得到解决
-- Share of complaints resolved, hour by hour
select hours, event_share, ci_low, ci_high, at_risk
from metrics.complaint_curves
where clock = 'resolution' and cut = 'all' and platform_id = 'all'
order by hours

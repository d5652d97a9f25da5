-- Complaints by what sets the pace of their clocks.
select
    region_type,
    case complaint_tier when 'high' then 'high' else 'other' end as value_tier,
    severity,
    count(*) as complaints,
from world.complaints
group by all
order by region_type, value_tier, severity

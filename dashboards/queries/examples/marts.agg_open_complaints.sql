-- 未结投诉搁了多少天
-- How long the open complaints have been waiting
select age_days, sum(open_complaints) as open_complaints
from marts.agg_open_complaints  -- as of the cut-off in release.info
group by age_days
order by age_days

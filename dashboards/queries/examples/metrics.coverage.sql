-- 哪些指标算不出来，为什么
-- Figures that are not there, and why
select metric_id, reason_zh, reason_en
from metrics.coverage
where not available
order by metric_id

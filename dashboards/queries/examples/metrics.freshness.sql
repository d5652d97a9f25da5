-- 各实体的数据到齐至哪一天，下一天的期限是什么时候
-- Up to which day each entity's rows are here, and by when the next day's are due
select entity, platform_id, newest_full_date, deadline_at
from metrics.freshness
order by deadline_at, entity, platform_id

-- 哪些指标要用某一列
-- Which figures hang on one column of the input
select metric_id
from release.metric_columns
where entity = 'orders' and column_name = 'promised_at'
order by metric_id

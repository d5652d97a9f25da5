-- 每个指标怎么算
-- How each figure is computed
select section, metric_id, label_zh, label_en, unit, computed_zh, computed_en
from metrics.metric_catalogue
order by section, metric_id

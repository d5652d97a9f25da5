-- 什么天气下骑手出事故
-- Rider accidents by weather and severity
select weather_class, severity, count(*) as accidents
from marts.fct_rider_accidents  -- for rates per hour worked, see accident_rate_ratio
group by weather_class, severity
order by weather_class, severity

-- 每天各系统有多少请求成功
-- Share of good events of each system, day by day
select
    component,
    business_date,
    minutes_measured,
    good_events / nullif(valid_events, 0) as availability
from marts.fct_system_days
order by component, business_date

-- 每次故障多久发现、多久恢复
-- How long each incident took to be noticed and to end
select
    component,
    severity,
    started_at,  -- UTC
    detection_seconds / 60 as minutes_to_notice,
    recovery_seconds / 60 as minutes_to_end
from marts.fct_incidents
order by severity, started_at

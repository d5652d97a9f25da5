-- 平常各环节要多少秒（按时段）
-- Usual seconds of each stage, by hour
select
    hour_of_day,
    median(dispatch_seconds) as dispatch_seconds,
    median(wait_at_merchant_seconds) as wait_at_merchant_seconds,
    median(ride_to_customer_seconds) as ride_to_customer_seconds
from marts.dim_stage_baselines  -- a row per region, distance band and hour
group by hour_of_day
order by hour_of_day

-- 迟到的分钟由什么造成
-- What the late minutes are owed to
select
    sum(lateness_seconds) / 60 as late_minutes,
    sum(rider_shortage_seconds) / 60 as rider_shortage,
    sum(merchant_seconds) / 60 as merchant,
    sum(traffic_seconds) / 60 as traffic,
    sum(communication_seconds) / 60 as communication,
    sum(customer_seconds) / 60 as customer,
    sum(system_seconds) / 60 as system,
    sum(weather_seconds) / 60 as weather,
    sum(unknown_seconds) / 60 as unknown  -- the causes add up to late_minutes
from marts.fct_delays

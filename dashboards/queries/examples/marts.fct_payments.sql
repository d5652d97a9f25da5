-- 每天的付款、冻结与绕开平台的迹象
-- Payments of each day, frozen ones and signs of by-passing the platform
select
    business_date,
    count(*) as payments,
    count(*) filter (where frozen_at is not null) as frozen_payments,
    count(*) filter (where off_channel_signal = 'confirmed') as confirmed_off_channel
from marts.fct_payments
where is_counted
group by business_date
order by business_date

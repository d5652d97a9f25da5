-- Failed orders (lost, wrong, more than 30 minutes late): the share complained of if nobody kept
-- silent, and with the silence that is planted.
select
    region_id,
    count(*) as failed_orders,
    round(avg((propensity / greatest(1 - silent_share, 1e-9))::decimal(18, 9)), 6)
        as propensity_without_silence,
    round(avg(propensity::decimal(18, 9)), 6) as complaint_propensity,
from world.troubles
where is_closed and trouble in ('lost', 'item_issue', 'late_over_30')
group by all
order by region_id

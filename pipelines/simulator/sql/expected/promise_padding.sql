-- Promises and late deliveries before the padding and after, and what they had been without it.
select
    case when is_padded then 'after' else 'before' end as period,
    count(*) as delivered,
    quantile_cont(promise_seconds / 60, 0.5) as promise_length_p50_min,
    count(*) filter (where lateness_seconds > 0) as late,
    count(*) filter (where lateness_seconds + padding_seconds > 0) as late_without_padding,
from world.deliveries
group by all
order by period desc

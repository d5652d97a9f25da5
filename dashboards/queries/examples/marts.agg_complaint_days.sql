-- 各类投诉收到多少，解决多少
-- Complaints received and resolved, by category
select
    category,
    sum(received) as received,
    sum(closed) as closed,
    sum(resolved) as resolved
from marts.agg_complaint_days
group by category
order by received desc

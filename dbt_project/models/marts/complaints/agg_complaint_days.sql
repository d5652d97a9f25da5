with complaints as (

    select * from {{ ref('fct_complaints') }}
    where is_counted

)

select
    platform_id,
    region_id,
    business_date,
    category,
    severity,
    count(*) as received,
    count(*) filter (where is_about_an_order) as about_an_order,
    count(*) filter (where is_closed) as closed,
    count(*) filter (where is_resolved) as resolved,
    count(is_confirmed) as confirmation_known,
    count(*) filter (where is_confirmed) as confirmed,
    count(response_fate) as human_response_known,
    count(*) filter (where response_fate = 'event') as responded,
    count(resolution_fate) as resolution_known,
    count(is_deadline_kept) as deadlines,
    count(*) filter (where is_deadline_kept) as deadlines_kept,
    count(is_upheld) as decided,
    count(*) filter (where is_upheld) as upheld,
    count(is_reopened) as closed_once,
    count(*) filter (where is_reopened) as reopened,
    count(*) filter (where is_escalated) as escalated,
    count(is_reversed) as decided_above,
    count(*) filter (where is_reversed) as reversed
from complaints
group by 1, 2, 3, 4, 5
order by business_date, platform_id, region_id

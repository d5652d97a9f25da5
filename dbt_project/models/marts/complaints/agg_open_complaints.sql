with complaints as (

    select * from {{ ref('fct_complaints') }}
    where is_counted and not is_closed

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    complaints.platform_id,
    complaints.region_id,
    complaints.category,
    floor({{ seconds_between('complaints.received_at', 'cut_off.as_of') }} / 86400)::integer
        as age_days,
    complaints.due_at < cut_off.as_of as is_past_due,
    count(*) as open_complaints
from complaints
cross join cut_off
group by 1, 2, 3, 4, 5
order by 1, 2, 4

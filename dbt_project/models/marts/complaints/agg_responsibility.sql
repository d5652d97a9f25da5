with complaints as (

    select * from {{ ref('fct_complaints') }}
    where is_counted

)

select
    platform_id,
    region_id,
    business_date,
    party_at_intake,
    party_final,
    count(*) as complaints,
    sum(rider_deduction_minor)::bigint as rider_deduction_minor
from complaints
group by 1, 2, 3, 4, 5
order by business_date, platform_id, region_id

with surveys as (

    select * from {{ source('raw', 'surveys') }}

)

select
    platform_id,
    survey_id,
    order_id,
    region_id,
    sent_at,
    answered_at,
    score
from surveys

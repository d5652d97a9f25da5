with complaints as (

    select * from {{ ref('int_complaints__as_of_cut_off') }}

)

select
    platform_id,
    order_id
from complaints
where order_id is not null
group by platform_id, order_id

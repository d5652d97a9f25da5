with orders as (

    select * from {{ ref('int_orders__outcomes') }}

)

select
    platform_id,
    region_id,
    business_date,
    slot_start,
    count(*) as orders_placed,
    count(handling_seconds) as handled_orders,
    sum(handling_seconds)::bigint as handling_seconds
from orders
where is_eligible
group by 1, 2, 3, 4

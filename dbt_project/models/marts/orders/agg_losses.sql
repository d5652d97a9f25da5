with lost_orders as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible and is_lost

)

select
    platform_id,
    region_id,
    business_date,
    coalesce(loss_cause, 'unknown') as loss_cause,
    coalesce(custody_at_loss, 'missing_scan') as custody_at_loss,
    count(*) as orders_lost,
    sum(order_value_minor)::bigint as order_value_minor,
    sum(refund_minor)::bigint as refund_minor
from lost_orders
group by 1, 2, 3, 4, 5
order by business_date, platform_id, region_id

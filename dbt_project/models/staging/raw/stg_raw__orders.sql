with orders as (

    select * from {{ source('raw', 'orders') }}

)

select
    platform_id,
    order_id,
    region_id,
    merchant_id,
    customer_id,
    rider_id,
    service_type,
    channel,

    placed_at,
    promised_at,
    promised_at_last,
    accepted_at,
    assigned_at,
    arrived_merchant_at,
    ready_at,
    picked_up_at,
    arrived_customer_at,
    delivered_at,
    cancelled_at,

    status as order_status,
    cancelled_by,
    loss_cause,
    custody_at_loss,
    item_issue,
    is_scheduled,
    is_test,
    distance_m,
    order_value as order_value_minor,
    refund_amount as refund_minor,
    delivery_fee as delivery_fee_minor,
    load_id
from orders

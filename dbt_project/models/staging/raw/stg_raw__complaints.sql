with complaints as (

    select * from {{ source('raw', 'complaints') }}

)

select
    platform_id,
    complaint_id,
    order_id,
    region_id,
    customer_id,
    category,
    severity,
    channel,

    received_at,
    first_response_at,
    first_response_is_automatic,
    resolved_at,
    closed_at,
    due_at,

    status as complaint_status,
    outcome,
    order_value as order_value_minor
from complaints

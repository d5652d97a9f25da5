with payments as (

    select * from {{ source('raw', 'payments') }}

)

select
    platform_id,
    payment_id,
    order_id,
    paid_at,
    amount as amount_minor,
    via_platform as is_via_platform,
    off_channel_signal,
    disputed_at,
    fraud_confirmed as is_fraud_confirmed,
    frozen_at,
    unfrozen_at
from payments

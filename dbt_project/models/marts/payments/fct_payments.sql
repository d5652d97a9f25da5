with payments as (

    select * from {{ ref('int_payments__as_of_cut_off') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

-- An order counts once, however many of its payments bear the sign: by the first of them.
signs as (

    select
        platform_id,
        order_id,
        min(payment_id) filter (where off_channel_signal = 'confirmed') as confirmed_payment_id,
        min(payment_id) filter (where off_channel_signal = 'suspected') as suspected_payment_id
    from payments
    where off_channel_signal in ('suspected', 'confirmed')
    group by platform_id, order_id

)

select
    payments.platform_id,
    payments.payment_id,
    payments.order_id,
    orders.region_id,

    orders.business_date,
    orders.region_type,
    orders.city_tier,
    orders.income_band,
    orders.service_type,
    orders.value_tier,
    orders.hour_of_day,
    orders.weather_class,

    payments.paid_at,
    payments.disputed_at,
    payments.frozen_at,
    payments.unfrozen_at,

    payments.amount_minor,
    payments.is_via_platform,
    payments.off_channel_signal,
    payments.is_fraud_confirmed,
    payments.freeze_fate,
    payments.freeze_seconds,

    orders.order_id is not null as is_of_known_order,
    orders.order_id is not null and orders.is_closed_eligible as is_counted,
    coalesce(payments.payment_id = signs.confirmed_payment_id, false)
        as is_first_confirmed_off_channel,
    coalesce(payments.payment_id = signs.suspected_payment_id, false)
        as is_first_suspected_off_channel
from payments
left join orders
    on
        payments.platform_id = orders.platform_id
        and payments.order_id = orders.order_id
left join signs
    on
        payments.platform_id = signs.platform_id
        and payments.order_id = signs.order_id

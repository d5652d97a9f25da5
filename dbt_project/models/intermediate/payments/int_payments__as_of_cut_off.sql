with payments as (

    select * from {{ ref('stg_raw__payments') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    payments.platform_id,
    payments.payment_id,
    payments.order_id,
    payments.paid_at,
    payments.amount_minor,
    payments.is_via_platform,
    payments.off_channel_signal,
    {{ by_cut_off('payments.disputed_at') }} as disputed_at,
    -- The finding has no time of its own, and cannot come before the dispute.
    case
        when coalesce(payments.disputed_at <= cut_off.as_of, true)
            then payments.is_fraud_confirmed
    end as is_fraud_confirmed,
    {{ by_cut_off('payments.frozen_at') }} as frozen_at,
    {{ by_cut_off('payments.unfrozen_at') }} as unfrozen_at,
    case
        when payments.frozen_at <= cut_off.as_of
            then case when payments.unfrozen_at <= cut_off.as_of then 'event' else 'censored' end
    end as freeze_fate,
    case
        when payments.frozen_at <= cut_off.as_of
            then {{ seconds_between(
                'payments.frozen_at', 'least(payments.unfrozen_at, cut_off.as_of)'
            ) }}
    end as freeze_seconds
from payments
cross join cut_off
where payments.paid_at <= cut_off.as_of

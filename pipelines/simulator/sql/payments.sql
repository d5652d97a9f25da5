-- Payments of orders: some beside the platform, some disputed, a few that match no order.

create table entity.payments as
with paid as (

    select
        order_number,
        order_id,
        order_value,
        later(placed_at, 1 + floor(40 * uniform('pays', order_number))) as paid_at,
        uniform('off channel', order_number) as off_channel,
        uniform('disputed', order_number) < truth().levels.payments.disputed_share as is_disputed,
        uniform('fraud', order_number) < 0.3 as is_fraud,
        later_hours(paid_at, 12 + exponential(240, 'dispute', order_number)) as disputes_at,
        later_hours(disputes_at, exponential(24, 'freeze', order_number)) as freezes_at,
        -- Half of an exponential wait is over at ln 2 of its mean.
        later_hours(freezes_at, exponential(
            truth().levels.payments.freeze_median_hours / ln(2), 'unfreeze', order_number
        )) as unfreezes_at,
        uniform('unmatched', order_number) as unmatched,
    from world.fates

)

select
    'sim' as platform_id,
    'P' || order_id as payment_id,
    case
        when unmatched >= truth().levels.payments.unmatched_share / 2 then order_id
    end as order_id,
    paid_at,
    order_value as amount,
    off_channel >= truth().levels.payments.confirmed_share as via_platform,
    case
        when off_channel < truth().levels.payments.confirmed_share then 'confirmed'
        when
            off_channel
            < truth().levels.payments.confirmed_share + truth().levels.payments.suspected_share
            then 'suspected'
        else 'none'
    end as off_channel_signal,
    case when is_disputed then known(disputes_at) end as disputed_at,
    case when is_disputed and disputes_at <= as_of() then is_fraud end as fraud_confirmed,
    case when is_disputed and is_fraud then known(freezes_at) end as frozen_at,
    case when frozen_at is not null then known(unfreezes_at) end as unfrozen_at,
from paid
where
    paid_at <= as_of()
    -- An order whose payment is missing altogether.
    and unmatched < 1 - truth().levels.payments.unmatched_share / 2;

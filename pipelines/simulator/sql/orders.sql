-- The orders as their platform knows them at the end of the period.

-- Null where the order stopped before, or where it is not known yet.
create macro reached(moment, stopped_at) as
    case when moment <= least(stopped_at, as_of()) then moment end;

create table entity.orders as
select
    'sim' as platform_id,
    order_id,
    region_id,
    format(
        'M{:02d}{:04d}', region_number,
        floor(400 * pow(uniform('merchant', order_number), 2))::integer
    ) as merchant_id,
    customer_id,
    case when reached(assigned_at, stopped_at) is not null then rider_id end as rider_id,
    pick(shares().service_type, uniform('service', order_number)) as service_type,
    pick(shares().channel, uniform('channel', order_number)) as channel,
    placed_at,
    promised_at,
    case
        when uniform('edited', order_number) < truth().levels.promise.edited_share
            then promised_at + to_minutes(truth().levels.promise.edited_minutes::bigint)
        else promised_at
    end as promised_at_last,
    case
        when fate <> 'customer_before_acceptance' then reached(accepted_at, stopped_at)
    end as accepted_at,
    reached(assigned_at, stopped_at) as assigned_at,
    reached(arrived_merchant_at, stopped_at) as arrived_merchant_at,
    reached(ready_at, stopped_at) as ready_at,
    reached(picked_up_at, stopped_at) as picked_up_at,
    reached(arrived_customer_at, stopped_at) as arrived_customer_at,
    case when fate = 'delivered' then known(delivered_at) end as delivered_at,
    known(cancelled_at) as cancelled_at,
    case
        when not is_closed then 'in_progress'
        when is_finished then fate
        else 'cancelled'
    end as status,
    case when is_closed then cancelled_by end as cancelled_by,
    case
        when status = 'lost' then pick(shares().loss_cause, uniform('cause', order_number))
    end as loss_cause,
    case when status = 'lost' then custody end as custody_at_loss,
    case when is_closed then item_issue end as item_issue,
    is_scheduled,
    is_test,
    round(1000 * distance_km) as distance_m,
    order_value,
    300 + 100 * floor(distance_km / 2)::bigint as delivery_fee,
    case
        when not is_closed then null
        when status <> 'delivered' then order_value
        when item_issue is not null then (0.4 * order_value)::bigint
        else 0
    end as refund_amount,
    case
        when is_closed then ended_at
        else list_max(list_filter(
            [placed_at, accepted_at, assigned_at, arrived_merchant_at, picked_up_at, stopped_at],
            lambda moment: moment <= as_of()
        ))
    end as updated_at,
from world.fates;

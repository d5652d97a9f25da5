-- What becomes of each order: delivered, lost, cancelled by whom, returned; and when.

create table world.fates as
with drawn as (

    select
        rides.*,
        region_effects.silent_share,
        format(
            'C{:02d}{:06d}', region_number,
            floor(40000 * pow(uniform('customer', order_number), 1.5))::integer
        ) as customer_id,
        case
            when uniform('lost', order_number) < truth().levels.loss_rate * (1 + loss_more)
                * lognormal(
                    1, truth().effects.day_to_day.loss_spread, 'losing day', region_day(rides)
                )
                then 'lost'
            when uniform('cancelled', order_number)
                < truth().levels.cancel_rate * (1 + cancel_more)
                then pick(shares().cancelled, uniform('cancelled by', order_number))
            when uniform('returned', order_number) < truth().levels.return_rate
                then 'returned'
            else 'delivered'
        end as fate,
        fate in ('delivered', 'lost', 'returned') as is_finished,
        pick(shares().custody_at_loss, uniform('custody', order_number)) as custody,
        truth().levels.order.median_value_minor * exp(
            truth().levels.order.value_spread * normal('value', order_number)
        ) as value_minor,
    from world.rides
    inner join world.region_effects using (region_id)

),

stopped as (

    select
        *,
        case
            when is_finished then null
            when fate = 'customer_before_acceptance'
                then later(placed_at, floor(accept_seconds * uniform('stopped early', order_number)))
            else least(
                delivered_at - interval 1 second,
                later(accepted_at, exponential(600, 'stopped', order_number))
            )
        end as cancelled_at,
        -- The last instant at which the order still went its way.
        case
            when fate in ('delivered', 'returned') then delivered_at
            when fate <> 'lost' then cancelled_at
            when custody = 'merchant' then picked_up_at - interval 1 second
            when custody = 'door' then delivered_at - interval 1 second
            else arrived_customer_at - interval 1 second
        end as stopped_at,
        -- When it is known what became of it; a loss within 23 hours of the promise.
        case fate
            when 'lost' then later_hours(
                greatest(promised_at, delivered_at),
                least(23, 1 + exponential(5, 'search', order_number))
            )
            when 'returned' then delivered_at + interval 20 minute
            when 'delivered' then delivered_at
            else cancelled_at
        end as ended_at,
    from drawn

),

valued as (

    select
        *,
        ended_at <= as_of() as is_closed,
        case
            when fate = 'customer_before_acceptance' then 'customer'
            when not is_finished then fate
        end as cancelled_by,
        case
            when
                fate = 'delivered'
                and uniform('issue', order_number) < truth().levels.item_issue_rate
                then pick(shares().item_issue, uniform('which issue', order_number))
        end as item_issue,
        (10 * round(value_minor / 10))::bigint as order_value,
        date_trunc('month', local_date) as local_month,
    from stopped

),

months as (

    select
        local_month,
        quantile_cont(order_value, 0.5) as median_value,
        quantile_cont(order_value, 0.9) as high_value,
    from valued
    group by all

)

select
    valued.*,
    -- By METRICS: from the 90th percentile of the month on, below its median.
    case
        when order_value >= high_value then 'high'
        when order_value < median_value then 'low'
        else 'middle'
    end as value_tier,
from valued
inner join months using (local_month);

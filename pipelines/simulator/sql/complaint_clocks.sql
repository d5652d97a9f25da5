-- Which orders are complained of, and how the clocks of response and end run.

-- What could be complained of, the gravest trouble of each order that is over.
create table world.troubles as
with troubled as (

    select
        *,
        case
            when fate = 'lost' then 'lost'
            when item_issue is not null then 'item_issue'
            when fate = 'delivered' and lateness_seconds > 1800 then 'late_over_30'
            when fate = 'delivered' and lateness_seconds > 900 then 'late_over_15'
            when not is_finished and cancelled_by <> 'customer' then 'cancelled'
            else 'none'
        end as trouble,
    from world.fates

)

select
    *,
    case trouble
        when 'lost' then truth().levels.complaints.propensity.lost
        when 'item_issue' then truth().levels.complaints.propensity.item_issue
        when 'late_over_30' then truth().levels.complaints.propensity.late_over_30
        when 'late_over_15' then truth().levels.complaints.propensity.late_over_15
        when 'cancelled' then truth().levels.complaints.propensity.cancelled
        else truth().levels.complaints.propensity.none
    end * (1 - silent_share) as propensity,
from troubled;

create table world.complaints as
with filed as (

    select
        * exclude (region_type),
        later_hours(ended_at, exponential(
            truth().levels.complaints.hours_to_complain, 'complain', order_number
        )) as received_at,
        case trouble
            when 'lost' then 'lost'
            when 'item_issue' then item_issue || '_item'
            when 'late_over_30' then 'late'
            when 'late_over_15' then 'late'
            when 'cancelled' then 'cancellation'
            else pick(shares().other_category, uniform('category', order_number))
        end as category,
        case
            when trouble = 'lost' then 1
            else pick(shares().severity, uniform('severity', order_number))::integer
        end as severity,
        trouble = 'none' and uniform('no order', order_number) < 0.3 as is_without_order,
    from world.troubles
    where uniform('complaint', order_number) < propensity

),

clocks as (

    select
        filed.*,
        type_effects.*,
        case when value_tier = 'high' and not is_without_order
            then 1 + truth().effects.priority.high_value_speed_gain
            else 1
        end
        * case severity when 1 then 1 + truth().effects.priority.severity_1_speed_gain else 1 end
            as speed,
        later_hours(received_at, weibull(
            truth().levels.complaints.end_scale_hours * (1 + slower_end) / speed,
            truth().levels.complaints.clock_shape, 'end', order_number
        )) as ends_at,
        later_hours(received_at, weibull(
            truth().levels.complaints.response_scale_hours * (1 + slower_response) / speed,
            truth().levels.complaints.clock_shape, 'response', order_number
        )) as responds_at,
        pick(shares().complaint_end, uniform('ending', order_number)) as ending,
        uniform('automatic', order_number) < truth().levels.complaints.automatic_response_share
            as is_automatic,
    from filed
    -- The type that the region has when the complaint comes in sets its pace.
    inner join world.region_hours
        on region_hours.region_id = filed.region_id
        and region_hours.hour_start = date_trunc('hour', filed.received_at)
    inner join world.type_effects on type_effects.region_type = region_hours.region_type

)

select
    *,
    -- An end is an answer too, if it resolves.
    case
        when is_automatic then later(received_at, 60)
        when responds_at <= ends_at then responds_at
        when ending = 'resolved' then ends_at
    end as first_response_at,
    case severity
        when 1 then truth().levels.complaints.deadline_hours.severity_1
        when 2 then truth().levels.complaints.deadline_hours.severity_2
        else truth().levels.complaints.deadline_hours.severity_3
    end as deadline_hours,
    case when is_without_order then 'none' else value_tier end as complaint_tier,
    case trouble
        when 'lost' then 'rider'
        when 'late_over_30' then 'platform'
        when 'late_over_15' then 'platform'
        when 'item_issue' then 'merchant'
        when 'cancelled' then 'merchant'
        else case category
            when 'attitude' then 'rider'
            when 'fee' then 'platform'
            else 'undetermined'
        end
    end as party_at_intake,
    pick(shares().outcome, uniform('outcome', order_number)) as outcome,
from clocks;

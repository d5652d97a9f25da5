-- The complaints as their platform knows them at the end of the period, duplicates included.

create table world.told_complaints as
with progress as (

    select
        *,
        known(ends_at) is not null as is_over,
        is_over and ending = 'resolved' as is_resolved,
        is_resolved and outcome in ('upheld', 'partly_upheld') as is_upheld,
        is_resolved
        and uniform('asked', order_number) < truth().levels.complaints.asked_share as is_asked,
        is_asked
        and uniform('answered', order_number) < truth().levels.complaints.answered_share
            as is_answered,
        uniform('confirmed', order_number)
        < truth().levels.complaints.confirmed_share - fewer_confirmed as confirms,
        case
            when complaint_tier = 'high' and uniform('upgrade', order_number)
                < truth().effects.priority.high_value_upgrade_share
                then greatest(1, severity - 1)
            when complaint_tier = 'low' and uniform('downgrade', order_number)
                < truth().effects.priority.low_value_downgrade_share
                then least(3, severity + 1)
            else severity
        end as priority_final,
        case
            when party_at_intake = 'platform' and uniform('blame', order_number)
                < truth().levels.complaints.blame_shift_share
                then ['merchant', 'rider', 'customer'][
                    1 + floor(3 * uniform('whom', order_number))::integer
                ]
            else party_at_intake
        end as final_party,
        uniform('satisfaction', order_number) as satisfaction,
        later_hours(ends_at, exponential(60, 'paid out', order_number)) as pays_at,
        later_hours(ends_at, exponential(96, 'reopened', order_number)) as reopens_at,
        is_over and outcome = 'rejected' and uniform('escalated', order_number) < 0.15
            as is_escalated,
        later_hours(ends_at, 24 + exponential(200, 'decided', order_number)) as decides_at,
        case when is_upheld and trouble <> 'none'
            then (order_value * case outcome when 'upheld' then 1 else 0.5 end)::bigint
        end as upheld_amount,
    from world.complaints

)

select
    order_number,
    'sim' as platform_id,
    'T' || order_id as complaint_id,
    case when not is_without_order then order_id end as order_id,
    region_id,
    customer_id,
    category,
    severity,
    pick(shares().channel, uniform('complaint channel', order_number)) as channel,
    3 + floor(3 * uniform('steps', order_number)) + more_steps_to_file as steps_to_file,
    received_at,
    known(first_response_at) as first_response_at,
    case when first_response_at <= as_of() then is_automatic end as first_response_is_automatic,
    case when is_resolved then ends_at end as resolved_at,
    known(ends_at) as closed_at,
    case when is_over then ending else 'open' end as status,
    case when is_resolved then outcome end as outcome,
    case when is_answered then confirms end as confirmed_by_complainant,
    case when is_resolved then is_asked end as survey_sent,
    severity as priority_at_intake,
    priority_final,
    party_at_intake,
    case when is_over then final_party end as party_final,
    case when not is_without_order then order_value end as order_value,
    case when trouble <> 'none' then order_value end as loss_amount,
    upheld_amount as refund_amount,
    case
        when is_upheld and uniform('compensated', order_number) < 0.3
            then 200 + 100 * floor(8 * uniform('compensation', order_number))::bigint
    end as compensation_amount,
    case when upheld_amount > 0 then known(pays_at) end as paid_out_at,
    case when is_upheld and final_party = 'rider' then (0.2 * order_value)::bigint end
        as rider_deduction_amount,
    later_hours(received_at, deadline_hours) as due_at,
    case when is_resolved and uniform('reopens', order_number) < 0.04 then known(reopens_at) end
        as reopened_at,
    case when is_escalated then 'consumer_association' end as escalated_to,
    case when is_escalated then known(decides_at) end as escalation_decided_at,
    case
        when is_escalated and decides_at <= as_of() then uniform('reversed', order_number) < 0.3
    end as reversed_on_escalation,
    case
        when is_answered then case
            when confirms then 3 + floor(3 * satisfaction)
            else 1 + floor(2 * satisfaction)
        end
    end as satisfaction_score,
    greatest(received_at, known(first_response_at), known(ends_at), paid_out_at) as updated_at,
from progress;

-- Some complain twice; the second is merged into the first as soon as it is seen.
create table entity.complaints as
with repeated as (

    select
        *,
        later_hours(received_at, exponential(12, 'again', order_number)) as again_at,
        later_hours(again_at, exponential(4, 'merged', order_number)) as merged_at,
    from world.told_complaints
    where uniform('twice', order_number) < truth().levels.complaints.merged_share

)

select * from world.told_complaints
union all by name
select
    platform_id,
    complaint_id || 'D' as complaint_id,
    order_id,
    region_id,
    customer_id,
    category,
    severity,
    channel,
    steps_to_file,
    again_at as received_at,
    merged_at as closed_at,
    'merged' as status,
    priority_at_intake,
    priority_final,
    order_value,
    merged_at as updated_at,
from repeated
where merged_at <= as_of();

with complaints as (

    select * from {{ ref('int_complaints__clocks') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

decisions as (

    select
        complaints.*,
        {{ add_seconds('complaints.ended_at', 'local_spans.offset_seconds') }}::date as ended_on,
        case
            when complaints.is_counted
                then complaints.outcome in ('upheld', 'partly_upheld')
        end as is_upheld,
        -- Who records one of the two amounts has paid nothing of the other; who records neither may
        -- have paid anything.
        case
            when complaints.refund_minor is not null or complaints.compensation_minor is not null
                then
                    coalesce(complaints.refund_minor, 0)
                    + coalesce(complaints.compensation_minor, 0)
        end as money_back_minor,
        -- What was opened again had been closed: at the last end known before, or else at some time
        -- after it was received.
        greatest(
            case
                when complaints.resolved_at <= complaints.reopened_at then complaints.resolved_at
            end,
            case when complaints.closed_at <= complaints.reopened_at then complaints.closed_at end
        ) as closed_before_reopening_at
    from complaints
    left join local_spans
        on
            complaints.region_id = local_spans.region_id
            and {{ in_local_span('complaints.ended_at') }}

),

payouts as (

    select
        *,
        case
            when not coalesce(is_upheld, false) or money_back_minor = 0 then null
            when paid_out_at is not null then 'event'
            else 'censored'
        end as payout_fate
    from decisions

)

select
    *,
    case
        when not is_counted then null
        when
            reopened_at
            <= {{ dbt.dateadd(
                'day', var('reopened_within_days'),
                'coalesce(closed_before_reopening_at, received_at)'
            ) }}
            then true
        when closed_before_reopening_at is not null then false
        when reopened_at is null and is_closed then false
    end as is_reopened,
    is_counted and (escalated_to is not null or escalation_decided_at is not null) as is_escalated,
    case when is_counted then is_reversed_on_escalation end as is_reversed,
    case when is_counted then is_confirmed_by_complainant end as is_confirmed,
    case when is_counted then priority_final > priority_at_intake end as is_priority_lowered,
    -- Money that came before the complaint did not keep it waiting.
    greatest(
        {{ seconds_between('received_at', "case payout_fate
                when 'event' then paid_out_at
                when 'censored' then as_of
            end") }},
        case when payout_fate is not null then 0 end
    ) as payout_seconds
from payouts

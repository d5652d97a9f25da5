with complaints as (

    select * from {{ ref('int_complaints__as_of_cut_off') }}

),

ends as (

    select
        *,
        complaint_status <> 'merged' as is_counted,
        case
            when not coalesce(first_response_is_automatic, false) then first_response_at
        end as human_response_at,
        case complaint_status
            when 'resolved' then least(resolved_at, closed_at)
            when 'open' then null
            else closed_at
        end as ended_at
    from complaints

),

fates as (

    select
        *,
        case
            when not is_counted then null
            when human_response_at <= coalesce(ended_at, as_of) then 'event'
            when ended_at is not null then 'competing'
            when complaint_status = 'open' then 'censored'
        end as response_fate,
        case
            when not is_counted then null
            when complaint_status = 'open' then 'censored'
            when complaint_status = 'resolved' and resolved_at is not null then 'event'
            when complaint_status <> 'resolved' and closed_at is not null then 'competing'
        end as resolution_fate
    from ends

)

select
    *,
    is_counted and complaint_status <> 'open' as is_closed,
    is_counted and complaint_status = 'resolved' as is_resolved,
    order_id is not null and is_counted as is_about_an_order,
    {{ seconds_between('received_at', "case response_fate
            when 'event' then human_response_at
            when 'competing' then ended_at
            when 'censored' then as_of
        end") }} as response_seconds,
    {{ seconds_between('received_at', "case resolution_fate
            when 'event' then resolved_at
            when 'competing' then closed_at
            when 'censored' then as_of
        end") }} as resolution_seconds,
    -- A deadline counts once it was met or missed; resolved at no known time, it was neither.
    case
        when not is_counted or due_at is null then null
        when complaint_status = 'resolved' then resolved_at <= due_at
        when due_at < as_of then false
    end as is_deadline_kept
from fates

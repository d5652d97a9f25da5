{%- set kept = [
    "platform_id", "complaint_id", "order_id", "region_id", "customer_id", "category", "severity",
    "channel", "steps_to_file", "received_at", "due_at", "first_response_is_automatic",
    "priority_at_intake", "party_at_intake", "order_value_minor", "loss_minor",
] -%}
{%- set instants = [
    "first_response_at", "resolved_at", "closed_at", "reopened_at", "escalation_decided_at",
    "paid_out_at",
] -%}
{#- No time of their own says when these were known, so they come with the end. -#}
{%- set known_with_the_end = [
    "outcome", "is_confirmed_by_complainant", "priority_final", "party_final", "escalated_to",
    "refund_minor", "compensation_minor", "rider_deduction_minor",
] -%}
with complaints as (

    select * from {{ ref('stg_raw__complaints') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

happened as (

    select
        complaints.{{ kept | join(',\n        complaints.') }},
        {%- for instant in instants %}
        {{ by_cut_off('complaints.' ~ instant) }} as {{ instant }},
        {%- endfor %}
        complaints.complaint_status as told_status,
        {%- for fact in known_with_the_end %}
        complaints.{{ fact }} as told_{{ fact }},
        {%- endfor %}
        case
            when coalesce(complaints.escalation_decided_at <= cut_off.as_of, true)
                then complaints.is_reversed_on_escalation
        end as is_reversed_on_escalation,
        coalesce(
            case complaints.complaint_status
                when 'open' then null
                when 'resolved' then coalesce(complaints.resolved_at, complaints.closed_at)
                else complaints.closed_at
            end > cut_off.as_of,
            false
        ) as ends_later,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        {{ add_seconds('complaints.received_at', 'local_spans.offset_seconds') }}::date
            as business_date,
        cut_off.as_of
    from complaints
    cross join cut_off
    left join local_spans
        on
            complaints.region_id = local_spans.region_id
            and {{ in_local_span('complaints.received_at') }}
    where complaints.received_at <= cut_off.as_of

)

select
    {{ (kept + instants) | join(',\n    ') }},
    case when ends_later then 'open' else told_status end as complaint_status,
    {%- for fact in known_with_the_end %}
    case when not ends_later then told_{{ fact }} end as {{ fact }},
    {%- endfor %}
    is_reversed_on_escalation,
    region_type,
    city_tier,
    income_band,
    business_date,
    as_of
from happened

with complaints as (

    select * from {{ ref('stg_raw__complaints') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    complaints.platform_id,
    complaints.complaint_id,
    complaints.order_id,
    complaints.region_id,
    local_spans.region_type,
    local_spans.city_tier,
    local_spans.income_band,
    complaints.customer_id,
    complaints.category,
    complaints.severity,
    complaints.channel,
    complaints.outcome,
    complaints.order_value_minor,
    complaints.due_at,
    complaints.first_response_is_automatic,
    complaints.received_at,
    {{ add_seconds('complaints.received_at', 'local_spans.offset_seconds') }}::date
        as business_date,
    {{ by_cut_off('complaints.first_response_at') }} as first_response_at,
    {{ by_cut_off('complaints.resolved_at') }} as resolved_at,
    {{ by_cut_off('complaints.closed_at') }} as closed_at,
    case
        when
            case complaints.complaint_status
                when 'open' then null
                when 'resolved' then coalesce(complaints.resolved_at, complaints.closed_at)
                else complaints.closed_at
            end > cut_off.as_of
            then 'open'
        else complaints.complaint_status
    end as complaint_status,
    cut_off.as_of
from complaints
cross join cut_off
left join local_spans
    on
        complaints.region_id = local_spans.region_id
        and complaints.received_at >= local_spans.starts_at
        and complaints.received_at < local_spans.ends_at
where complaints.received_at <= cut_off.as_of

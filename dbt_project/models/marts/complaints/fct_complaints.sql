with complaints as (

    select * from {{ ref('int_complaints__clocks') }}

)

select
    platform_id,
    complaint_id,
    order_id,
    region_id,
    customer_id,

    business_date,
    region_type,
    city_tier::smallint as city_tier,
    income_band::smallint as income_band,
    category,
    severity::smallint as severity,
    channel,

    received_at,
    human_response_at,
    resolved_at,
    closed_at,
    due_at,

    complaint_status,
    outcome,
    is_counted,
    is_closed,
    is_resolved,
    is_about_an_order,
    is_deadline_kept,
    response_fate,
    response_seconds,
    resolution_fate,
    resolution_seconds,
    order_value_minor
from complaints

with complaints as (

    select * from {{ ref('int_complaints__outcomes') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

value_thresholds as (

    select * from {{ ref('int_orders__value_thresholds') }}

)

select
    complaints.platform_id,
    complaints.complaint_id,
    complaints.order_id,
    complaints.region_id,
    complaints.customer_id,

    complaints.business_date,
    complaints.region_type,
    complaints.city_tier::smallint as city_tier,
    complaints.income_band::smallint as income_band,
    complaints.category,
    complaints.severity::smallint as severity,
    complaints.channel,
    -- An order that is not there leaves the value that the complaint states, among its own month's.
    coalesce(
        orders.value_tier,
        {{ value_tier('complaints.order_value_minor', 'value_thresholds') }}
    ) as value_tier,
    complaints.steps_to_file::smallint as steps_to_file,

    complaints.received_at,
    complaints.human_response_at,
    complaints.resolved_at,
    complaints.closed_at,
    complaints.ended_at,
    complaints.ended_on,
    complaints.due_at,
    complaints.reopened_at,
    complaints.escalation_decided_at,
    complaints.paid_out_at,

    complaints.complaint_status,
    complaints.outcome,
    complaints.priority_at_intake,
    complaints.priority_final,
    complaints.party_at_intake,
    complaints.party_final,
    complaints.is_counted,
    complaints.is_closed,
    complaints.is_resolved,
    complaints.is_about_an_order,
    complaints.is_deadline_kept,
    complaints.is_upheld,
    complaints.is_confirmed,
    complaints.is_reopened,
    complaints.is_escalated,
    complaints.is_reversed,
    complaints.is_priority_lowered,

    complaints.response_fate,
    complaints.response_seconds,
    complaints.resolution_fate,
    complaints.resolution_seconds,
    complaints.payout_fate,
    complaints.payout_seconds,

    complaints.order_value_minor,
    complaints.loss_minor,
    complaints.refund_minor,
    complaints.compensation_minor,
    complaints.money_back_minor,
    complaints.rider_deduction_minor
from complaints
left join orders
    on
        complaints.platform_id = orders.platform_id
        and complaints.order_id = orders.order_id
left join value_thresholds
    on
        complaints.platform_id = value_thresholds.platform_id
        and {{ dbt.date_trunc('month', 'complaints.business_date') }}
        = value_thresholds.business_month

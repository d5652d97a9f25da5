with complaints as (

    select * from {{ source('raw', 'complaints') }}

)

select
    platform_id,
    complaint_id,
    order_id,
    region_id,
    customer_id,
    category,
    severity,
    channel,
    steps_to_file,

    received_at,
    first_response_at,
    first_response_is_automatic,
    resolved_at,
    closed_at,
    due_at,
    reopened_at,
    escalation_decided_at,
    paid_out_at,

    status as complaint_status,
    outcome,
    confirmed_by_complainant as is_confirmed_by_complainant,
    survey_sent as is_survey_sent,
    priority_at_intake,
    priority_final,
    party_at_intake,
    party_final,
    escalated_to,
    reversed_on_escalation as is_reversed_on_escalation,
    satisfaction_score,

    order_value as order_value_minor,
    loss_amount as loss_minor,
    refund_amount as refund_minor,
    compensation_amount as compensation_minor,
    rider_deduction_amount as rider_deduction_minor
from complaints

{# The stages of a delivery: the instants that bound each, and what a stage that takes longer than usual
   is put down to, where neither an incident nor the weather explains it. A change of this rule is a
   new `rule_version` of `late_minutes` and of `unknown_cause_share`. #}
{% macro delivery_stages() %}
    {%- set ride = "case when %s.is_wet then 'weather' else 'traffic' end" -%}
    {{ return({
        "accept": {"since": "placed_at", "until": "accepted_at", "cause": "'merchant'"},
        "dispatch": {"since": "accepted_at", "until": "assigned_at", "cause": "'rider_shortage'"},
        "ride_to_merchant": {
            "since": "assigned_at", "until": "arrived_merchant_at", "is_ride": true,
            "cause": ride | format("ride_to_merchant")
        },
        "wait_at_merchant": {
            "since": "arrived_merchant_at", "until": "picked_up_at", "cause": "'merchant'"
        },
        "ride_to_customer": {
            "since": "picked_up_at", "until": "coalesce(arrived_customer_at, delivered_at)",
            "is_ride": true, "cause": ride | format("ride_to_customer")
        },
        "hand_over": {
            "since": "arrived_customer_at", "until": "delivered_at",
            "cause": "case when has_communication_problem then 'communication' else 'customer' end"
        },
    }) }}
{% endmacro %}

{# What late seconds are put down to. A tie in sharing them out goes to the first. #}
{% macro delay_causes() %}
    {{ return([
        "rider_shortage", "merchant", "traffic", "communication", "customer", "system", "weather",
        "unknown",
    ]) }}
{% endmacro %}

{%- set facts = {
    'orders': ref('fct_orders'),
    'delays': ref('fct_delays'),
    'complaints': ref('fct_complaints'),
    'rider_slots': ref('fct_rider_slots'),
    'surveys': ref('fct_surveys'),
    'payments': ref('fct_payments'),
    'trips': ref('fct_trips'),
    'order_arrivals': ref('fct_order_arrivals'),
    'pressure_readings': ref('fct_pressure_readings'),
    'rider_months': ref('fct_rider_months'),
    'rider_accidents': ref('fct_rider_accidents'),
    'system_days': ref('fct_system_days'),
    'reconciliation_days': ref('fct_reconciliation_days'),
} -%}
{%- set cluster = "platform_id, region_id, region_type, city_tier, income_band, business_date" -%}
with
{%- for semantic_model, fact in facts.items() %}
{{ semantic_model }} as (

    {{ cluster_measures(semantic_model, fact) }}

),
{% endfor %}
measures as (

    {% for semantic_model in facts %}
    select * from {{ semantic_model }}
    {{ "union all by name" if not loop.last }}
    {%- endfor %}

)

-- One row for measures of several facts, so that a ratio across facts is one of the same cluster.
select
    {{ cluster }},
    cut,
    member
    {%- for semantic_model in facts %}
    {%- for measure in additive_measures(semantic_model) %},
    coalesce(sum({{ measure.name }}), 0)::bigint as {{ measure.name }}
    {%- endfor %}
    {%- endfor %}
from measures
group by {{ cluster }}, cut, member

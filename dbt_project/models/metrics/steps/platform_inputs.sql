{#- The books are the run's, not a platform's. -#}
{%- set platforms_of = {
    ref('fct_orders'): 'platform_id',
    ref('fct_complaints'): 'platform_id',
    ref('fct_rider_slots'): 'platform_id',
    ref('fct_surveys'): 'platform_id',
    ref('fct_payments'): 'platform_id',
    ref('fct_trips'): 'platform_id',
    ref('position_ages'): 'platform_id',
    ref('intervention_clusters'): 'platform_id',
    ref('fct_pressure_readings'): 'platform_id',
    ref('fct_rider_months'): 'platform_id',
    ref('fct_rider_accidents'): 'platform_id',
    ref('fct_incidents'): 'platform_id',
    ref('fct_system_days'): 'platform_id',
    ref('fct_reconciliation_days'): 'platform_id',
    ref('stg_raw__loads_behind_run'): 'null::varchar',
} -%}
{% for relation, platform in platforms_of.items() %}
select
    platform_id,
    input,
    row_count
from (
    select
        {{ platform }} as platform_id
        {%- for input in published_inputs(relation) %},
        count(*) filter (where {{ input.held_where }}) as {{ input.name }}
        {%- endfor %}
    from {{ relation }}
    group by 1
)
unpivot (row_count for input in (* exclude (platform_id)))
{{ "union all" if not loop.last }}
{% endfor %}

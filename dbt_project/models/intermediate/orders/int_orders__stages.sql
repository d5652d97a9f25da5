{%- set stages = delivery_stages() -%}
with orders as (

    select * from {{ ref('int_orders__outcomes') }}

),

stages as (

    select
        {%- for stage, rule in stages.items() %}
        case
            when delivery_seconds is not null and {{ rule.since }} <= {{ rule.until }}
                then {{ seconds_between(rule.since, rule.until) }}
        end as {{ stage }}_seconds,
        {%- endfor %}
        *
    from orders

)

select
    *,
    -- What no known stage accounts for, so that all add up to the delivery.
    delivery_seconds
    {%- for stage in stages %}
    - coalesce({{ stage }}_seconds, 0)
    {%- endfor %}
        as unattributed_seconds
from stages

{%- set stages = delivery_stages() -%}
{%- set causes = delay_causes() -%}
with late_orders as (

    select
        {%- for stage, rule in stages.items() %}
        {{ rule.until }} as {{ stage }}_until,
        {%- endfor %}
        *
    from {{ ref('fct_orders') }}
    where is_closed_eligible and lateness_seconds > 0

),

rides as (

    select
        *,
        {{ is_wet('weather_class') }} as is_wet
    from {{ ref('int_orders__rides') }}

),

baselines as (

    select * from {{ ref('dim_stage_baselines') }}

),

incidents as (

    select * from {{ ref('int_incidents__last_end_by_hour') }}

),

-- Half seconds, so that a median between two seconds is whole too. A stage that is not known, or
-- that nothing is known to compare with, has no excess: its late seconds remain unknown.
excesses as (

    select
        {%- for stage, rule in stages.items() %}
        greatest(coalesce(
            2 * late_orders.{{ stage }}_seconds - (2 * baselines.{{ stage }}_seconds)::bigint, 0
        ), 0) as {{ stage }}_excess,
        case
            when during_{{ stage }}.last_end > late_orders.{{ rule.since }} then 'system'
            else {{ rule.cause }}
        end as {{ stage }}_cause,
        {%- endfor %}
        late_orders.*
    from late_orders
    left join baselines
        on
            late_orders.platform_id = baselines.platform_id
            and late_orders.region_id = baselines.region_id
            and late_orders.distance_band = baselines.distance_band
            and late_orders.hour_of_day = baselines.hour_of_day
    {%- for stage in stages %}
    left join incidents as during_{{ stage }}
        on
            late_orders.platform_id = during_{{ stage }}.platform_id
            and late_orders.region_id = during_{{ stage }}.region_id
            and {{ dbt.date_trunc("hour", "late_orders." ~ stage ~ "_until") }}
            = during_{{ stage }}.touched_hour
            and late_orders.{{ stage }}_until > during_{{ stage }}.holds_after
            and late_orders.{{ stage }}_until <= during_{{ stage }}.holds_until
    {%- endfor %}
    {%- for stage, rule in stages.items() if rule.is_ride %}
    left join rides as {{ stage }}
        on
            late_orders.platform_id = {{ stage }}.platform_id
            and late_orders.order_id = {{ stage }}.order_id
            and {{ stage }}.ride = '{{ stage }}'
    {%- endfor %}

),

caused as (

    select
        {%- for cause in causes if cause != "unknown" %}
        0
        {%- for stage in stages %}
        + case when {{ stage }}_cause = '{{ cause }}' then {{ stage }}_excess else 0 end
        {%- endfor %}
            as {{ cause }}_weight,
        {%- endfor %}
        {{ stages | join("_excess + ") }}_excess as all_excess,
        *
    from excesses

),

-- Excesses beyond the lateness share it; where they fall short of it, the rest is unknown.
weighted as (

    select
        *,
        greatest(2 * lateness_seconds - all_excess, 0) as unknown_weight
    from caused

),

shared_out as (

    {{ largest_remainder("weighted", "lateness_seconds", causes) }}

)

select
    {%- for cause in causes %}
    {{ cause }}_share as {{ cause }}_seconds,
    {%- endfor %}
    platform_id,
    order_id,
    region_id,
    business_date,
    hour_of_day,
    region_type,
    city_tier,
    income_band,
    value_tier,
    service_type,
    weather_class,
    pressure_class,
    distance_band,
    lateness_seconds
from shared_out

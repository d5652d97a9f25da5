{%- set stages = delivery_stages() | list + ['unattributed'] -%}
{%- set causes = delay_causes() -%}
{%- set hour = ['platform_id', 'region_id', 'business_date', 'hour_of_day'] -%}
with closed_orders as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible

),

late_orders as (

    select * from {{ ref('fct_delays') }}

),

order_hours as (

    select
        {{ hour | join(', ') }},
        count(*) as orders,
        count(promised_at) as promised,
        count(*) filter (where is_delivered) as delivered,
        count(lateness_seconds) as promised_delivered,
        count(*) filter (where is_on_time) as on_time,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_late_30) as late_30,
        count(*) filter (where is_lost) as lost,
        count(*) filter (where is_cancelled) as cancelled,
        count(*) filter (where is_delivered and item_issue is not null) as item_issues,
        coalesce(sum(greatest(lateness_seconds, 0)), 0)::bigint as lateness_seconds,
        -- What a stage does not account for is in `unattributed_seconds`, so nothing is lost as 0.
        count(delivery_seconds) as delivered_with_stages,
        {%- for stage in stages %}
        coalesce(sum({{ stage }}_seconds), 0)::bigint as {{ stage }}_seconds,
        {%- endfor %}
        coalesce(sum(delivery_seconds), 0)::bigint as delivery_seconds
    from closed_orders
    group by {{ hour | join(', ') }}

),

cause_hours as (

    select
        {%- for cause in causes %}
        sum({{ cause }}_seconds)::bigint as {{ cause }}_seconds,
        {%- endfor %}
        {{ hour | join(', ') }}
    from late_orders
    group by {{ hour | join(', ') }}

)

-- Where nobody was late, no cause took a second.
select
    {%- for cause in causes %}
    coalesce(cause_hours.{{ cause }}_seconds, 0) as {{ cause }}_seconds,
    {%- endfor %}
    order_hours.*
from order_hours
left join cause_hours
    on
        order_hours.platform_id = cause_hours.platform_id
        and order_hours.region_id = cause_hours.region_id
        and order_hours.business_date = cause_hours.business_date
        and order_hours.hour_of_day = cause_hours.hour_of_day
-- Readers ask for a stretch of dates.
order by
    order_hours.business_date,
    order_hours.platform_id,
    order_hours.region_id,
    order_hours.hour_of_day

{%- set divided_by = dividing_dimensions('trips') -%}
{%- set cluster = "platform_id, region_id, region_type, city_tier, income_band, business_date" -%}
with fixes as (

    select * from {{ ref('int_tracking__fixes') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible

),

ages as (

    select
        orders.platform_id,
        orders.region_id,
        orders.region_type,
        orders.city_tier,
        orders.income_band,
        orders.business_date,
        {%- for column in divided_by.values() %}
        orders.{{ column }},
        {%- endfor %}
        {{ milliseconds_between('fixes.fixed_at', 'fixes.received_at') }} as age_milliseconds
    from fixes
    inner join orders
        on
            fixes.platform_id = orders.platform_id
            and fixes.order_id = orders.order_id

)

select
    {{ cluster }},
    {{ divided_cut(divided_by) }},
    age_milliseconds,
    count(*) as fixes
from ages
group by grouping sets (
    ({{ cluster }}, age_milliseconds)
    {%- for column in divided_by.values() %},
    ({{ cluster }}, age_milliseconds, {{ column }})
    {%- endfor %}
)

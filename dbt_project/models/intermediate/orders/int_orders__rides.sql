with late_orders as (

    select * from {{ ref('int_orders__outcomes') }}
    where is_closed_eligible and lateness_seconds > 0

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

hourly_weather as (

    select * from {{ ref('int_weather__by_hour') }}

),

daily_weather as (

    select * from {{ ref('int_weather__classes') }}
    where is_daily

),

begun as (

    {%- for stage, rule in delivery_stages().items() if rule.is_ride %}
    select
        platform_id,
        order_id,
        region_id,
        '{{ stage }}' as ride,
        {{ rule.since }} as began_at
    from late_orders
    where {{ rule.since }} is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

rides as (

    select
        begun.*,
        {{ add_seconds('begun.began_at', 'local_spans.offset_seconds') }}::date as local_date
    from begun
    inner join local_spans
        on
            begun.region_id = local_spans.region_id
            and {{ in_local_span('begun.began_at') }}

)

select
    rides.platform_id,
    rides.order_id,
    rides.ride,
    {{ weather_class() }} as weather_class
from rides
{{ join_weather('rides', 'rides.began_at', 'rides.local_date') }}

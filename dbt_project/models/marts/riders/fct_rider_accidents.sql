with rider_accidents as (

    select * from {{ ref('stg_raw__rider_accidents') }}

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

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

accidents as (

    select
        rider_accidents.*,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        {{ add_seconds('rider_accidents.occurred_at', 'local_spans.offset_seconds') }}
            as local_occurred_at
    from rider_accidents
    inner join local_spans
        on
            rider_accidents.region_id = local_spans.region_id
            and {{ in_local_span('rider_accidents.occurred_at') }}
    where rider_accidents.occurred_at <= (select cut_off.as_of from cut_off)

)

select
    accidents.platform_id,
    accidents.accident_id,
    accidents.rider_id,
    accidents.region_id,
    accidents.region_type,
    accidents.city_tier::smallint as city_tier,
    accidents.income_band::smallint as income_band,
    accidents.local_occurred_at::date as business_date,
    extract(hour from accidents.local_occurred_at)::smallint as hour_of_day,
    {{ weather_class() }} as weather_class,
    accidents.occurred_at,
    accidents.severity::smallint as severity
from accidents
{{ join_weather('accidents', 'accidents.occurred_at', 'accidents.local_occurred_at::date') }}

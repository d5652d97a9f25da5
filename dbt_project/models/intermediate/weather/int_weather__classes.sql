with weather as (

    select * from {{ ref('stg_raw__weather') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    weather.region_id,
    weather.observed_at,
    {{ add_seconds('weather.observed_at', 'local_spans.offset_seconds') }}::date as observed_date,
    weather.interval_minutes = 1440 as is_daily,
    case
        when weather.snowfall_cm > 0 then 'snow'
        when
            weather.precipitation_mm >= case
                when weather.interval_minutes = 1440 then {{ var('heavy_rain_mm_per_day') }}
                else {{ var('heavy_rain_mm_per_hour') }}
            end
            then 'heavy_rain'
        when weather.precipitation_mm > 0 then 'light_rain'
        when weather.precipitation_mm = 0 then 'dry'
        else 'unknown'
    end as weather_class
from weather
inner join local_spans
    on
        weather.region_id = local_spans.region_id
        and {{ in_local_span('weather.observed_at') }}
where weather.observed_at <= (select cut_off.as_of from cut_off)

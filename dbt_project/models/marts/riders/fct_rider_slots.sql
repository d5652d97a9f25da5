{%- set slot_seconds = var('slot_minutes') * 60 -%}
with staffing as (

    select
        *,
        floor(local_slot * {{ var('slot_minutes') }} / 60)::smallint as hour_of_day
    from {{ ref('int_riders__staffing') }}

),

outages as (

    select * from {{ ref('int_incidents__outages') }}

),

hourly_weather as (

    select * from {{ ref('int_weather__by_hour') }}

),

daily_weather as (

    select * from {{ ref('int_weather__classes') }}
    where is_daily

),

with_incidents as (

    select distinct platform_id from {{ ref('stg_raw__incidents') }}

)

select
    staffing.platform_id,
    staffing.region_id,
    staffing.region_type,
    staffing.city_tier::smallint as city_tier,
    staffing.income_band::smallint as income_band,
    staffing.business_date,
    staffing.slot_start,
    staffing.local_slot,
    staffing.hour_of_day,
    staffing.hour_of_day in ({{ var('peak_hours') | join(', ') }}) as is_peak,
    {{ weather_class() }} as weather_class,
    staffing.orders_placed,
    staffing.handling_minutes,
    staffing.riders_required,
    staffing.rider_seconds_available / {{ slot_seconds }}::double as riders_available,
    staffing.rider_seconds_short / {{ slot_seconds }}::double as gap_riders,
    staffing.rider_seconds_available,
    staffing.rider_seconds_short,
    staffing.rider_seconds_on_shift,
    staffing.rider_seconds_busy,
    staffing.rider_seconds_new,
    staffing.rider_seconds_tenure_known,
    case
        when with_incidents.platform_id is not null then coalesce(outages.outage_seconds, 0)
    end as outage_seconds
from staffing
left join with_incidents on staffing.platform_id = with_incidents.platform_id
left join outages
    on
        staffing.platform_id = outages.platform_id
        and staffing.region_id = outages.region_id
        and staffing.slot_start = outages.slot_start
{{ join_weather('staffing', 'staffing.slot_start', 'staffing.business_date') }}

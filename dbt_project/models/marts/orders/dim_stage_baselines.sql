{%- set stages = delivery_stages() -%}
with deliveries as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible and delivery_seconds is not null

),

strata as (

    select
        platform_id,
        region_id,
        distance_band,
        hour_of_day
    from deliveries
    group by platform_id, region_id, distance_band, hour_of_day

),

-- Null keys are those of the wider groups.
medians as (

    select
        {%- for stage in stages %}
        quantile_cont({{ stage }}_seconds, 0.5)::double as {{ stage }}_seconds,
        {%- endfor %}
        platform_id,
        region_id,
        distance_band,
        hour_of_day
    from deliveries
    where weather_class = 'dry' and not has_met_incident
    group by grouping sets (
        (platform_id, region_id, distance_band, hour_of_day),
        (platform_id, region_id, distance_band),
        (platform_id, region_id),
        (platform_id)
    )

)

select
    {%- for stage in stages %}
    coalesce(
        of_hour.{{ stage }}_seconds,
        of_band.{{ stage }}_seconds,
        of_region.{{ stage }}_seconds,
        of_platform.{{ stage }}_seconds
    ) as {{ stage }}_seconds,
    {%- endfor %}
    strata.platform_id,
    strata.region_id,
    strata.distance_band,
    strata.hour_of_day
from strata
left join medians as of_hour
    on
        strata.platform_id = of_hour.platform_id
        and strata.region_id = of_hour.region_id
        and strata.distance_band = of_hour.distance_band
        and strata.hour_of_day = of_hour.hour_of_day
left join medians as of_band
    on
        strata.platform_id = of_band.platform_id
        and strata.region_id = of_band.region_id
        and strata.distance_band = of_band.distance_band
        and of_band.hour_of_day is null
left join medians as of_region
    on
        strata.platform_id = of_region.platform_id
        and strata.region_id = of_region.region_id
        and of_region.distance_band is null
left join medians as of_platform
    on
        strata.platform_id = of_platform.platform_id
        and of_platform.region_id is null

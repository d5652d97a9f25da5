{%- set keys = ["metric_id", "platform_id", "period_grain", "period_start", "cut", "member"] -%}
{%- set strata = ["region_id", "hour_of_day", "is_weekend", "month_start"] -%}
{%- set compared_as = {
    "risks": ["rain_lateness_rr", "rain_lateness_placebo_rr"],
    "rates": ["rain_demand_ratio"],
    "means": ["rain_supply_ratio"],
} -%}
with weather_strata as (

    select * from {{ ref('weather_strata') }}

),

t_quantiles as (

    select * from {{ ref('t_quantiles') }}

),

{% for of, figures in compared_as.items() %}
strata_of_{{ of }} as (

    select * from weather_strata
    where metric_id in ({{ text_list(figures) }})

),

{{ of }} as (

    {{ mantel_haenszel('strata_of_' ~ of, keys, strata, 'business_date', 't_quantiles', of) }}

),
{% endfor %}
ratios as (

    {% for of in compared_as %}
    select * from {{ of }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

-- As they stand, without strata: shares of late orders, orders an hour, riders.
raw as (

    select
        {{ keys | join(",\n        ") }},
        sum(exposed_cases) / nullif(sum(exposed), 0)::double as wet,
        sum(unexposed_cases) / nullif(sum(unexposed), 0)::double as dry,
        case metric_id
            when 'rain_demand_ratio' then 60.0 / {{ var('slot_minutes') }}
            when 'rain_supply_ratio' then 1 / (60.0 * {{ var('slot_minutes') }})
            else 1
        end as scale,
        sum(exposed + unexposed)::bigint as units
    from weather_strata
    group by {{ keys | join(", ") }}

)

select
    raw.metric_id,
    raw.platform_id,
    raw.period_grain,
    raw.period_start,
    raw.cut,
    raw.member,
    raw.wet * raw.scale as numerator,
    raw.dry * raw.scale as denominator,
    ratios.ratio as value,
    ratios.ratio_low as ci_low,
    ratios.ratio_high as ci_high,
    case
        when
            least(ratios.exposed_clusters, ratios.unexposed_clusters)
            >= {{ var('clusters_needed_for_an_interval') }}
            then 'mantel_haenszel'
        else 'too_few_clusters'
    end as ci_method,
    raw.units as n
from raw
left join ratios
    on
        {% for key in keys -%}
        raw.{{ key }} is not distinct from ratios.{{ key }}
        {{ "and " if not loop.last }}
        {%- endfor %}
